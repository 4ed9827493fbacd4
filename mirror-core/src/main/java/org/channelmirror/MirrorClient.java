package org.channelmirror;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.DeleteReport;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.HeldPackage;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.HistoryRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LicenseCount;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.PlannedFile;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.api.RenameReport;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.TlsTrust;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.HttpAccess;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors conda channels. Each verb takes one immutable request, blocks until it is done, and returns one report. Thread-safe:
 * operations on different accounts may run at once; a second one on the same account fails with {@link LockedException}.
 *
 * <p>All verbs honour the interruption of the calling thread by ending with {@link MirrorCancelledException}, with the
 * thread's interrupt flag still set.
 */
public interface MirrorClient extends AutoCloseable {

    /**
     * Finds what a sync would do, writing nothing to the target.
     *
     * @param request what to mirror
     * @return the counts and bytes of each subdir
     * @throws MirrorException if no subdir of any channel could be read
     */
    MirrorPlan plan(SyncRequest request) throws MirrorException;

    /**
     * Finds what a sync would do, and writes which files it would fetch to a file, to be looked at, approved and followed later: see
     * {@link SyncRequest.Builder#plan}. The file is complete when it is there; one of that name is replaced. The same upstream and
     * mirror give the same bytes but for the time.
     *
     * @param request what to mirror
     * @param file where the plan goes; JSON with one planned file a line
     * @return the counts and bytes of each subdir
     * @throws MirrorException if no subdir of any channel could be read, or the file cannot be written
     */
    MirrorPlan plan(SyncRequest request, Path file) throws MirrorException;

    /**
     * Reads which files a plan names, from disk as they are asked for. Of a file that is damaged further on the stream throws
     * {@link java.io.UncheckedIOException}.
     *
     * @param file what {@link #plan(SyncRequest, Path)} wrote
     * @return the files, in the plan's order; to be closed
     * @throws MirrorException if it is not a plan
     */
    Stream<PlannedFile> plannedFiles(Path file) throws MirrorException;

    /**
     * Brings the account up to date: fetches what is selected and absent, verifies it, and publishes the index. Packages are
     * never deleted. Failures of single packages and subdirs are in the report.
     *
     * @param request what to mirror
     * @return what was done
     * @throws MirrorException if the operation as a whole could not be done
     */
    MirrorReport sync(SyncRequest request) throws MirrorException;

    /**
     * Tells what an account holds, from the mirror's own state, without asking upstream.
     *
     * @param request which account
     * @return the counts and bytes of each subdir
     * @throws MirrorException if the state cannot be read
     */
    MirrorStatus status(StatusRequest request) throws MirrorException;

    /**
     * Tells, of the packages that are asked about, whether a sync would have them, why, from which channel, and whether they are
     * published here. Asks upstream and writes nothing to the target. Where upstream cannot be read, what is published here is told
     * of, with a warning.
     *
     * @param request which mirror, and which packages of it
     * @return what is said of each file
     * @throws MirrorException if neither upstream can be read nor anything is published
     */
    ExplainReport explain(ExplainRequest request) throws MirrorException;

    /**
     * Finds what a clean would take out, writing nothing to the target and asking no upstream.
     *
     * @param request which mirror
     * @return what would leave, to be closed by the caller
     * @throws LockedException if another run changed the account meanwhile
     * @throws MirrorException if the mirror cannot be read
     */
    CleanPlan planClean(CleanRequest request) throws MirrorException;

    /**
     * Takes out of the index what is no longer selected, and, where {@link org.channelmirror.api.RemovedUpstream#REMOVE} says so, what
     * upstream withdrew. Asks no upstream. Files go when the grace period is over, by the next operation that changes the account.
     *
     * @param request which mirror
     * @return what was done
     * @throws org.channelmirror.api.MajorityRemovalException if more than half of what is published would go, and that is refused
     * @throws MirrorException if the operation as a whole could not be done
     */
    CleanReport clean(CleanRequest request) throws MirrorException;

    /**
     * The snapshots and labels of an account, and whether it is held.
     *
     * @param target where the mirror is kept; it stays open
     * @param account the account
     * @return what is done with them; nothing is read before one of its methods is called
     */
    default Snapshots snapshots(ChannelStorage target, AccountName account) {
        return snapshots(target, account, LockPolicy.RESPECT);
    }

    /**
     * The same, where another run may hold the account.
     *
     * @param target where the mirror is kept; it stays open
     * @param account the account
     * @param lock what those methods do about that which change something
     * @return what is done with them; nothing is read before one of its methods is called
     */
    Snapshots snapshots(ChannelStorage target, AccountName account, LockPolicy lock);

    /**
     * Tells which accounts a storage has and what filled them, from their own states.
     *
     * @param request which storage
     * @return one summary for each account, sorted by name
     * @throws MirrorException if the states cannot be read
     */
    List<AccountSummary> accounts(AccountsRequest request) throws MirrorException;

    /**
     * Gives an account another name, with everything that belongs to it. No bytes are copied where the storage can share them. A
     * run that is killed leaves both names readable or one of them, and the same request brings it to its end.
     *
     * @param request which account, and the new name
     * @return what was done
     * @throws MirrorException if there is no such account, or one of the new name, or the storage fails
     */
    RenameReport rename(RenameRequest request) throws MirrorException;

    /**
     * Deletes an account with everything that belongs to it, its labels and snapshots too.
     *
     * @param request which account
     * @return what was removed
     * @throws MirrorException if there is no such account, or the storage fails
     */
    DeleteReport delete(DeleteRequest request) throws MirrorException;

    /**
     * Compares every listed file with its size and checksum, and every stored one with the index; and the account's snapshots with
     * what they were when they were made. Without a repair it takes no lock and writes nothing, and may run beside a sync.
     *
     * @param request which account, and whether to mend what is damaged
     * @return what was found and done, to be closed by the caller
     * @throws MirrorException if the operation as a whole could not be done
     */
    VerifyReport verify(VerifyRequest request) throws MirrorException;

    /**
     * Tells every package file that an account holds.
     *
     * @param request which account
     * @return the files, sorted within each subdir as its index is, read from the state as they are asked for; to be closed by the
     *     caller. Reading throws {@link java.io.UncheckedIOException} if the state is damaged on the way.
     * @throws MirrorException if the state cannot be read
     */
    Stream<HeldPackage> inventory(StatusRequest request) throws MirrorException;

    /**
     * Counts the listed packages of an account by licence, from the published indexes.
     *
     * @param request which account
     * @return the licences, those of the most packages first
     * @throws MirrorException if the indexes cannot be read
     */
    List<LicenseCount> licenses(StatusRequest request) throws MirrorException;

    /**
     * Tells what happened to packages: when each was added, replaced, hidden or found damaged.
     *
     * @param request which packages
     * @return the events, oldest first, read from the log as they are asked for; to be closed by the caller. Reading throws
     *     {@link java.io.UncheckedIOException} if the storage fails on the way.
     * @throws MirrorException if the log cannot be read
     */
    Stream<HistoryEvent> history(HistoryRequest request) throws MirrorException;

    /**
     * Writes what an account has published into an archive, with a manifest. What is read is as it was when the export began, also
     * if a sync runs beside. Without a destination everything is counted and nothing is written.
     *
     * @param request what goes where
     * @return what was written
     * @throws MirrorException if it could not be written, or a stored package is damaged; what came out is no archive then
     */
    ExportReport exportArchive(ExportRequest request) throws MirrorException;

    /**
     * Takes an archive into a mirror in one pass: each package is verified before it is moved into place, the indexes come last.
     * Cut at any point it changes nothing that clients see, and the next import of the archive goes on where it stood.
     *
     * @param request what goes where
     * @return what was done
     * @throws MirrorException if the archive is refused, or something cannot be written
     */
    ImportReport importArchive(ImportRequest request) throws MirrorException;

    /** Releases connections and threads. Requests' storages stay open. */
    @Override
    void close();

    /**
     * A client with every default.
     *
     * @return a client, to be closed by the caller
     */
    static MirrorClient create() {
        return builder().build();
    }

    /**
     * Begins a client.
     *
     * @return a builder with every default
     */
    static Builder builder() {
        return new Builder();
    }

    /** Collects a client's settings; each may be set once. Not thread-safe. */
    final class Builder {

        private @Nullable Integer maxParallel;
        private @Nullable RetryPolicy retryPolicy;
        private @Nullable ProxySettings proxies;
        private @Nullable TlsTrust tlsTrust;
        private @Nullable Credentials credentials;
        private @Nullable Long bandwidthLimit;
        private @Nullable Clock clock;
        private @Nullable MirrorListener listener;

        private Builder() {}

        /**
         * Sets how many transfers run at once, over all hosts. The default is 8.
         *
         * @param maxParallel 1 to 256
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         * @throws IllegalStateException if it was set before
         */
        public Builder maxParallel(int maxParallel) {
            if (maxParallel < 1 || maxParallel > 256) {
                throw new IllegalArgumentException("maxParallel is 1 to 256, not " + maxParallel);
            }
            refuseSecond("maxParallel", this.maxParallel);
            this.maxParallel = maxParallel;
            return this;
        }

        /**
         * Sets how failed requests are repeated. The default is {@link RetryPolicy#DEFAULT}.
         *
         * @param policy the policy
         * @return this builder
         * @throws IllegalStateException if it was set before
         */
        public Builder retryPolicy(RetryPolicy policy) {
            refuseSecond("retryPolicy", this.retryPolicy);
            this.retryPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets which requests go through a proxy. Environment variables count only where {@link ProxySettings#fromEnvironment}
         * is asked for: a library that is part of a server must not change its ways by what the server was started with. The
         * default is {@link ProxySettings#NONE}.
         *
         * @param proxies the settings
         * @return this builder
         * @throws IllegalStateException if it was set before
         */
        public Builder proxies(ProxySettings proxies) {
            refuseSecond("proxies", this.proxies);
            this.proxies = Objects.requireNonNull(proxies, "proxies");
            return this;
        }

        /**
         * Sets which servers are believed. The default is {@link TlsTrust#system()}.
         *
         * @param trust the trust
         * @return this builder
         * @throws IllegalStateException if it was set before
         */
        public Builder tlsTrust(TlsTrust trust) {
            refuseSecond("tlsTrust", this.tlsTrust);
            this.tlsTrust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        /**
         * Sets what servers are told to be allowed to read, beyond what the channels' URLs have. Environment variables and
         * {@code ~/.netrc} count only where {@link Credentials#fromEnvironment} and {@link Credentials#netrc} are asked for. The
         * default is {@link Credentials#NONE}.
         *
         * @param credentials the credentials
         * @return this builder
         * @throws IllegalStateException if it was set before
         */
        public Builder credentials(Credentials credentials) {
            if (this.credentials != null) {
                throw new IllegalStateException("credentials were already set");
            }
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * Sets how many bytes a second all transfers over the network together may bring. The default is no limit.
         *
         * @param bytesPerSecond at least 1
         * @return this builder
         * @throws IllegalArgumentException if the number is below 1
         * @throws IllegalStateException if it was set before
         */
        public Builder bandwidthLimit(long bytesPerSecond) {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("bandwidthLimit is at least 1, not " + bytesPerSecond);
            }
            refuseSecond("bandwidthLimit", this.bandwidthLimit);
            this.bandwidthLimit = bytesPerSecond;
            return this;
        }

        /**
         * Sets where the time comes from. The default is the system's clock in UTC.
         *
         * @param clock the clock
         * @return this builder
         * @throws IllegalStateException if it was set before
         */
        public Builder clock(Clock clock) {
            refuseSecond("clock", this.clock);
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets who hears of progress. The default is {@link MirrorListener#NONE}.
         *
         * @param listener the listener
         * @return this builder
         * @throws IllegalStateException if it was set before
         */
        public Builder listener(MirrorListener listener) {
            refuseSecond("listener", this.listener);
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the client.
         *
         * @return a client, to be closed by the caller
         */
        public MirrorClient build() {
            return new DefaultMirrorClient(
                    maxParallel == null ? 8 : maxParallel,
                    retryPolicy == null ? RetryPolicy.DEFAULT : retryPolicy,
                    new HttpAccess(
                            proxies == null ? ProxySettings.NONE : proxies,
                            tlsTrust == null ? TlsTrust.system() : tlsTrust,
                            credentials == null ? Credentials.NONE : credentials),
                    bandwidthLimit == null ? BandwidthLimit.none() : new BandwidthLimit(bandwidthLimit),
                    clock == null ? Clock.systemUTC() : clock,
                    listener == null ? MirrorListener.NONE : listener);
        }

        private static void refuseSecond(String name, @Nullable Object value) {
            if (value != null) {
                throw new IllegalStateException(name + " was already set to " + value);
            }
        }
    }
}
