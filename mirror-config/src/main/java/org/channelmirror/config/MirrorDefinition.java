package org.channelmirror.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * What a configuration says, checked and with every default filled in. Immutable; thread-safe as long as its filters are.
 * {@link #toString()} holds no secrets.
 *
 * @param channels the upstream channels, at least one, the first has the highest priority
 * @param subdirs which subdirs are mirrored
 * @param account the account to fill; empty if the file does not say
 * @param mirrorDir the mirror's root, absolute; empty if the file does not say
 * @param maxParallel how many transfers run at once
 * @param retryPolicy how failed requests are repeated
 * @param removedUpstream what becomes of packages that upstream withdrew
 * @param unmatched what becomes of packages that are no longer selected
 * @param replacedUpstream what becomes of packages that upstream uploaded again
 * @param packages which packages are mirrored
 * @param closure what is asked of the packages that the mirrored ones need
 * @param warnings what a person should know of the file
 */
public record MirrorDefinition(
        List<ConfiguredChannel> channels,
        SubdirSelection subdirs,
        Optional<AccountName> account,
        Optional<Path> mirrorDir,
        int maxParallel,
        RetryPolicy retryPolicy,
        RemovedUpstream removedUpstream,
        UnmatchedPackages unmatched,
        ReplacedUpstream replacedUpstream,
        PackageSelection packages,
        ClosureRequirement closure,
        List<MirrorWarning> warnings) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no channel
     */
    public MirrorDefinition {
        channels = List.copyOf(channels);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(subdirs, "subdirs");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(mirrorDir, "mirrorDir");
        Objects.requireNonNull(retryPolicy, "retryPolicy");
        Objects.requireNonNull(removedUpstream, "removedUpstream");
        Objects.requireNonNull(unmatched, "unmatched");
        Objects.requireNonNull(replacedUpstream, "replacedUpstream");
        Objects.requireNonNull(packages, "packages");
        Objects.requireNonNull(closure, "closure");
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
        return SyncRequest.builder(
                        channels.stream().map(ConfiguredChannel::channel).toList(), target)
                .account(account.orElse(AccountName.DEFAULT))
                .subdirs(subdirs)
                .packages(packages)
                .closure(closure)
                .removedUpstream(removedUpstream)
                .unmatched(unmatched)
                .replacedUpstream(replacedUpstream);
    }
}
