package org.channelmirror;

import java.time.Clock;
import java.util.Objects;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.TlsTrust;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.HttpAccess;
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
