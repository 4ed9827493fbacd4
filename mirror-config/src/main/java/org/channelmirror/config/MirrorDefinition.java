package org.channelmirror.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.api.Visibility;
import org.channelmirror.hooks.CommandGate;
import org.channelmirror.hooks.HookCommand;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;

/**
 * What a configuration says, checked and with every default filled in. Immutable; thread-safe as long as its filters are.
 * {@link #toString()} holds no secrets.
 *
 * @param file the file as the caller named it
 * @param channels the upstream channels, at least one, the first has the highest priority
 * @param subdirs which subdirs are mirrored
 * @param account the account to fill; empty if the file does not say
 * @param mirrorDir the mirror's root, absolute; empty if the file does not say
 * @param maxParallel how many transfers run at once
 * @param retryPolicy how failed requests are repeated
 * @param access how upstream is reached
 * @param bandwidthLimit how many bytes a second all transfers together may bring; empty for no limit
 * @param minFreeSpace how many bytes of the mirror's storage are to stay free
 * @param removedUpstream what becomes of packages that upstream withdrew
 * @param unmatched what becomes of packages that are no longer selected
 * @param replacedUpstream what becomes of packages that upstream uploaded again
 * @param maxShrink how much of what is published an upstream index may lose
 * @param gracePeriod how long files stay after the index stopped naming them
 * @param channelPriority which of several channels supplies a package
 * @param packages which packages are mirrored
 * @param closure what is asked of the packages that the mirrored ones need
 * @param indexFormats the forms in which indexes are published
 * @param beforePublish the command that is asked before packages are published
 * @param onFinish the command that is handed the report of a run
 * @param visibility who may read the account from a server; empty if the file does not say
 * @param logLevel how much is logged
 * @param logDir where a log file is kept; empty if the file does not say
 * @param source where the file is, for those who come back to it; empty if it is not a file
 * @param settings the settings in force, the given ones and the defaults
 * @param warnings what a person should know of the file
 */
public record MirrorDefinition(
        String file,
        List<ConfiguredChannel> channels,
        SubdirSelection subdirs,
        Optional<AccountName> account,
        Optional<Path> mirrorDir,
        int maxParallel,
        RetryPolicy retryPolicy,
        UpstreamAccess access,
        Optional<Long> bandwidthLimit,
        long minFreeSpace,
        RemovedUpstream removedUpstream,
        UnmatchedPackages unmatched,
        ReplacedUpstream replacedUpstream,
        MaxShrink maxShrink,
        Duration gracePeriod,
        ChannelPriority channelPriority,
        PackageSelection packages,
        ClosureRequirement closure,
        Set<IndexFormat> indexFormats,
        Optional<HookCommand> beforePublish,
        Optional<HookCommand> onFinish,
        Optional<Visibility> visibility,
        LogLevel logLevel,
        Optional<Path> logDir,
        Optional<ConfigurationSource> source,
        List<ConfigSetting> settings,
        List<MirrorWarning> warnings) {

    private static final Decision NOT_IN_PLATFORMS = Decision.ruleOut("not in platforms");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no channel
     */
    public MirrorDefinition {
        channels = List.copyOf(channels);
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
        indexFormats = Set.copyOf(indexFormats);
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(subdirs, "subdirs");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(mirrorDir, "mirrorDir");
        Objects.requireNonNull(retryPolicy, "retryPolicy");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(bandwidthLimit, "bandwidthLimit");
        Objects.requireNonNull(removedUpstream, "removedUpstream");
        Objects.requireNonNull(unmatched, "unmatched");
        Objects.requireNonNull(replacedUpstream, "replacedUpstream");
        Objects.requireNonNull(maxShrink, "maxShrink");
        Objects.requireNonNull(gracePeriod, "gracePeriod");
        Objects.requireNonNull(channelPriority, "channelPriority");
        Objects.requireNonNull(packages, "packages");
        Objects.requireNonNull(closure, "closure");
        Objects.requireNonNull(beforePublish, "beforePublish");
        Objects.requireNonNull(onFinish, "onFinish");
        Objects.requireNonNull(visibility, "visibility");
        Objects.requireNonNull(logLevel, "logLevel");
        Objects.requireNonNull(logDir, "logDir");
        Objects.requireNonNull(source, "source");
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a mirror needs at least one channel");
        }
    }

    /**
     * Begins the request that mirrors what this definition says. An account that is not given is the default one.
     *
     * @param target where the mirror is kept
     * @return a builder with everything set that the definition has
     */
    public SyncRequest.Builder syncRequest(ChannelStorage target) {
        SyncRequest.Builder request = SyncRequest.builder(
                        channels.stream().map(ConfiguredChannel::channel).toList(), target)
                .origins(channels.stream().map(ConfiguredChannel::origin).toList())
                .account(account.orElse(AccountName.DEFAULT))
                .subdirs(subdirs)
                .packages(packages)
                .closure(closure)
                .indexFormats(indexFormats)
                .minFreeSpace(minFreeSpace)
                .removedUpstream(removedUpstream)
                .unmatched(unmatched)
                .replacedUpstream(replacedUpstream)
                .maxShrink(maxShrink)
                .channelPriority(channelPriority);
        beforePublish.map(CommandGate::new).ifPresent(request::beforePublish);
        source.ifPresent(request::configuration);
        return request;
    }

    /**
     * The same mirror kept at another place.
     *
     * @param root the mirror's root
     * @param name the account to fill
     * @return a definition that says so
     */
    public MirrorDefinition at(Path root, AccountName name) {
        return copy(Optional.of(name), Optional.of(root.toAbsolutePath()), source, warnings);
    }

    /**
     * The same mirror with something more that a person should know.
     *
     * @param warning what to know
     * @return a definition with the warning behind its own
     */
    public MirrorDefinition with(MirrorWarning warning) {
        List<MirrorWarning> more = new ArrayList<>(warnings);
        more.add(warning);
        return copy(account, mirrorDir, source, more);
    }

    /** The same, read from a file. */
    MirrorDefinition from(Path path, Path folder) {
        AccountName name = account.orElse(AccountName.DEFAULT);
        return copy(account, mirrorDir, Optional.of(new ConfigurationSource(path, folder, name)), warnings);
    }

    private MirrorDefinition copy(
            Optional<AccountName> name,
            Optional<Path> root,
            Optional<ConfigurationSource> from,
            List<MirrorWarning> known) {
        return new MirrorDefinition(
                file,
                channels,
                subdirs,
                name,
                root,
                maxParallel,
                retryPolicy,
                access,
                bandwidthLimit,
                minFreeSpace,
                removedUpstream,
                unmatched,
                replacedUpstream,
                maxShrink,
                gracePeriod,
                channelPriority,
                packages,
                closure,
                indexFormats,
                beforePublish,
                onFinish,
                visibility,
                logLevel,
                logDir,
                from,
                settings,
                known);
    }

    /**
     * Makes the request that explains what this definition says of packages.
     *
     * @param mirror the request that mirrors what this definition says
     * @param query which packages
     * @return the request
     */
    public ExplainRequest explainRequest(SyncRequest mirror, PackageQuery query) {
        return new ExplainRequest(mirror, query, otherSubdirs(), ExplainRequest.DEFAULT_LIMIT);
    }

    /**
     * Makes the request that takes out of a mirror what this definition no longer selects.
     *
     * @param mirror the request that mirrors what this definition says
     * @return the request, with the grace period
     */
    public CleanRequest cleanRequest(SyncRequest mirror) {
        return new CleanRequest(
                mirror, otherSubdirs(), gracePeriod, DeletionTime.AFTER_GRACE_PERIOD, MajorityRemoval.REFUSE);
    }

    /**
     * What is said of packages in subdirs that are not mirrored.
     *
     * @return the decision, with where the file says so
     */
    public Decision otherSubdirs() {
        return settings.stream()
                .filter(setting -> setting.key().equals(ConfigKeys.PLATFORMS))
                .findFirst()
                .map(setting -> NOT_IN_PLATFORMS.at(setting.place()))
                .orElse(NOT_IN_PLATFORMS);
    }

    /**
     * Where the file says what is said of a package.
     *
     * @param decision what is said
     * @return the place that the decision has, or else that of the key which its reason begins with; {@link ConfigNode.Place#NONE} if
     *     there is none
     */
    public ConfigNode.Place place(Decision decision) {
        if (!decision.place().equals(ConfigNode.Place.NONE) || decision.reason().isEmpty()) {
            return decision.place();
        }
        return settings.stream()
                .filter(setting -> decision.reason().get().startsWith(setting.key() + ":"))
                .findFirst()
                .map(ConfigSetting::place)
                .orElse(ConfigNode.Place.NONE);
    }
}
