package org.channelmirror.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
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
    Optional<MirrorDefinition> definition() throws MirrorException {
        return options.configFile == null ? Optional.empty() : Optional.of(definition(""));
    }

    /** The mirror for a command that cannot do without one; without a configuration it is the one that filled the account. */
    MirrorDefinition definition(String command) throws MirrorException {
        MirrorDefinition definition = new MirrorFinder(this).one(command);
        logFor(definition);
        return definition;
    }

    /** From now on everything is logged as a mirror's configuration says. */
    void logFor(MirrorDefinition definition) {
        AccountName account = place(Optional.of(definition)).account();
        Logging.configure(
                messages,
                verbosity,
                definition.logLevel(),
                definition.logDir().map(folder -> folder.resolve(account + ".log")));
    }

    /** The mirrors that a server keeps: the one of {@code --account}, or else all of the configuration; none without one. */
    List<MirrorDefinition> servedDefinitions() throws MirrorException {
        if (options.configFile == null) {
            return List.of();
        }
        if (options.account != null) {
            return definition().stream().toList();
        }
        List<MirrorDefinition> all = definitions(options.configFile).all();
        Logging.configure(messages, verbosity, all.get(0).logLevel(), Optional.empty());
        return all;
    }

    /** All mirrors of a configuration. */
    MirrorDefinitions definitions(String nameOrPath) throws ConfigException {
        return loader(surroundings.workingDir()).loadAll(locator().locate(nameOrPath));
    }

    MirrorDefinition load(Path file) throws ConfigException {
        return loader(surroundings.workingDir()).load(file);
    }

    ConfigLocator locator() {
        return new ConfigLocator(variable(PREFIX_VARIABLE), surroundings.home(), surroundings.workingDir());
    }

    /** A loader for configurations with paths that are relative to a folder. */
    ConfigLoader loader(Path folder) throws ConfigException {
        return new ConfigLoader(FilterProviders.installed(), surroundings.environment(), folder);
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

    /** Opens a mirror that is there: a slip of the pen must not be taken for one that is empty and well. */
    OpenStorage openExisting(Place place) throws StorageException {
        if (!Files.isDirectory(place.root())) {
            throw new UsageException(
                    "there is no mirror at " + place.root(),
                    "name its folder with --root or mirror_dir; \"sync\" and \"import\" make one");
        }
        return open(place);
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
        return offlineClient(MirrorListener.NONE);
    }

    /** The same, whose warnings somebody hears. */
    MirrorClient offlineClient(MirrorListener listener) {
        return surroundings.clients().create(ClientSettings.OFFLINE, listener);
    }

    Cancellation cancellation() {
        return surroundings.cancellation();
    }

    PrintStream out() {
        return surroundings.out();
    }

    PrintStream err() {
        return surroundings.err();
    }

    Clock clock() {
        return surroundings.clock();
    }

    Messages messages() {
        return messages;
    }

    ChannelMirrorCommand options() {
        return options;
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
