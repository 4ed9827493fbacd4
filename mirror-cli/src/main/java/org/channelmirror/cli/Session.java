package org.channelmirror.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.StorageException;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.ConfigLocator;
import org.channelmirror.config.FilterProviders;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.config.MirrorDefinitions;
import org.channelmirror.config.UpstreamAccess;
import org.channelmirror.model.AccountName;
import org.channelmirror.storage.FileSystemStorage;

/** What a command works with: the options, and what follows from them and the surroundings. */
final class Session {

    private static final String ROOT_VARIABLE = "CHANNEL_MIRROR_ROOT";
    private static final String PREFIX_VARIABLE = "CHANNEL_MIRROR_PREFIX";

    private final ChannelMirrorCommand options;
    private final Verbosity verbosity;
    private final Surroundings surroundings;
    private final Messages messages;

    Session(ChannelMirrorCommand options, Verbosity verbosity, Surroundings surroundings, Messages messages) {
        this.options = options;
        this.verbosity = verbosity;
        this.surroundings = surroundings;
        this.messages = messages;
    }

    /** The mirror of the configuration that the options name, if they name one. */
    Optional<MirrorDefinition> definition() throws ConfigException {
        if (options.configFile == null) {
            return Optional.empty();
        }
        MirrorDefinition definition = definitions(options.configFile).pick(Optional.ofNullable(options.account));
        Logging.configure(messages, verbosity, definition.logLevel());
        return Optional.of(definition);
    }

    /** The mirror of the configuration that the options have to name, for a command that cannot do without. */
    MirrorDefinition definition(String command) throws ConfigException {
        return definition()
                .orElseThrow(() -> new UsageException(
                        "no configuration given",
                        "write mirror.yaml with the lines \"channels: [https://conda.anaconda.org/conda-forge]\" and"
                                + " \"platforms: [linux-64]\", then run: channel-mirror " + command
                                + " --config-file mirror.yaml"));
    }

    /** All mirrors of a configuration. */
    MirrorDefinitions definitions(String nameOrPath) throws ConfigException {
        ConfigLocator locator =
                new ConfigLocator(variable(PREFIX_VARIABLE), surroundings.home(), surroundings.workingDir());
        return loader().loadAll(locator.locate(nameOrPath));
    }

    MirrorDefinition load(Path file) throws ConfigException {
        return loader().load(file);
    }

    private ConfigLoader loader() throws ConfigException {
        return new ConfigLoader(FilterProviders.installed(), surroundings.environment(), surroundings.workingDir());
    }

    /** The account and the root: the options' first, then the configuration's, then the defaults. */
    Place place(Optional<MirrorDefinition> definition) {
        Path root = Optional.ofNullable(options.root)
                .or(() -> definition.flatMap(MirrorDefinition::mirrorDir))
                .or(() -> variable(ROOT_VARIABLE))
                .orElse(Path.of("mirror"));
        AccountName account = Optional.ofNullable(options.account)
                .or(() -> definition.flatMap(MirrorDefinition::account))
                .orElse(AccountName.DEFAULT);
        return new Place(surroundings.workingDir().resolve(root).normalize(), account);
    }

    /** What the root follows from, if it is not the configuration. */
    Optional<String> rootFrom(MirrorDefinition definition) {
        if (options.root != null) {
            return Optional.of("--root");
        }
        return definition.mirrorDir().isEmpty() && variable(ROOT_VARIABLE).isPresent()
                ? Optional.of("$" + ROOT_VARIABLE)
                : Optional.empty();
    }

    OpenStorage open(Place place) throws StorageException {
        try {
            return new OpenStorage(place.root(), new FileSystemStorage(place.root()));
        } catch (IOException e) {
            throw new StorageException(place.root().toString(), e);
        }
    }

    Progress progress() {
        return new Progress(ProgressDisplay.of(surroundings, messages, verbosity));
    }

    /** A client that reaches upstream as the configuration, the environment and the netrc file say. */
    MirrorClient client(MirrorDefinition definition, MirrorListener listener) {
        UpstreamAccess access = isLocal(definition)
                ? definition.access()
                : new EnvironmentAccess(surroundings.environment(), surroundings.workingDir())
                        .below(definition.access());
        // A run may fail before its report, and JSON is not read as it comes.
        access.trust().warnings().forEach(messages::warning);
        access.credentials().warnings().forEach(messages::warning);
        return surroundings.clients().create(ClientSettings.of(definition, access), listener);
    }

    /** Folders are read without any of what the environment says of servers, right or wrong. */
    private static boolean isLocal(MirrorDefinition definition) {
        return definition.channels().stream()
                .allMatch(each -> each.channel().url().getScheme().equals("file"));
    }

    /** A client for what needs no upstream. */
    MirrorClient client() {
        return surroundings.clients().create(ClientSettings.OFFLINE, MirrorListener.NONE);
    }

    Cancellation cancellation() {
        return surroundings.cancellation();
    }

    Messages messages() {
        return messages;
    }

    ChannelMirrorCommand options() {
        return options;
    }

    /** Where answers go, for what is no text. */
    PrintStream out() {
        return surroundings.out();
    }

    Path workingDir() {
        return surroundings.workingDir();
    }

    private Optional<Path> variable(String name) {
        String value = surroundings.environment().getOrDefault(name, "");
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            throw new UsageException("$" + name + " is no path: " + e.getMessage(), "correct or unset it");
        }
    }
}
