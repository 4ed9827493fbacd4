package org.channelmirror.cli;

import java.nio.file.Path;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.model.AccountName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself, with the options that every command of it has, before or after its name. */
@Command(
        name = "channel-mirror",
        description = "Mirrors conda channels.",
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:complete",
            " 1:failed: nothing could be done",
            " 2:the command line or the configuration is wrong, or the account is held",
            " 3:finished, but some packages or subdirs failed",
            " 4:something stored, or an archive, is not what its checksum says",
            " 5:another run holds the account",
            "130:stopped by a signal"
        })
final class ChannelMirrorCommand {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--root",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The mirror's root. Otherwise: mirror_dir of the configuration,"
                    + " $CHANNEL_MIRROR_ROOT, ./mirror.")
    @Nullable
    Path root;

    @Option(
            names = {"--config-file", "--mirror-config"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAME|PATH",
            description = "The configuration: a file, or the name of one in etc/anaconda-server/mirror below"
                    + " $CHANNEL_MIRROR_PREFIX or the install folder.")
    @Nullable
    String configFile;

    @Option(
            names = "--account",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            converter = AccountConverter.class,
            description =
                    "The account to fill or to tell about; of a configuration with several mirrors, the one that fills"
                            + " it. Otherwise: the configuration's, or \"anaconda\".")
    @Nullable
    AccountName account;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON object on stdout, and nothing else there.")
    boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say on stderr what is done; show the trace of an error.")
    boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Show no progress.")
    boolean quiet;

    @Option(
            names = "--break-lock",
            scope = ScopeType.INHERIT,
            description = "Take over an account whose holder is dead but whose lock is not free, as with a host that"
                    + " vanished from a network file system. Refused where the holder is known to live.")
    boolean breakLock;

    @Option(
            names = {"-V", "--version"},
            scope = ScopeType.INHERIT,
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Print this help.")
    boolean help;

    Verbosity verbosity() {
        if (quiet && verbose) {
            throw new ParameterException(spec.commandLine(), "--quiet and --verbose exclude each other");
        }
        return quiet ? Verbosity.QUIET : verbose ? Verbosity.VERBOSE : Verbosity.NORMAL;
    }

    LockPolicy lockPolicy() {
        return breakLock ? LockPolicy.BREAK : LockPolicy.RESPECT;
    }

    /** Takes a name of an account and nothing else. */
    static final class AccountConverter implements CommandLine.ITypeConverter<AccountName> {

        @Override
        public AccountName convert(String value) {
            try {
                return new AccountName(value);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
