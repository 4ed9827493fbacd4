package org.channelmirror.api;

import java.io.OutputStream;
import java.security.PrivateKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ChannelStorage;
import org.jspecify.annotations.Nullable;

/** What of an account goes into an archive. Immutable. */
public final class ExportRequest {

    private final ChannelStorage source;
    private final AccountName account;
    private final @Nullable SnapshotName snapshot;
    private final SubdirSelection subdirs;
    private final PackageSelection packages;
    private final List<MatchSpec> specs;
    private final @Nullable ArchiveBase since;
    private final @Nullable PrivateKey signature;
    private final @Nullable Destination destination;
    private final Cancellation cancellation;

    private ExportRequest(Builder builder) {
        this.source = builder.source;
        this.account = builder.account;
        this.snapshot = builder.snapshot;
        this.subdirs = builder.subdirs;
        this.packages = builder.packages;
        this.specs = builder.specs;
        this.since = builder.since;
        this.signature = builder.signature;
        this.destination = builder.destination;
        this.cancellation = builder.cancellation;
    }

    /**
     * Where an archive goes.
     *
     * @param format how it is written
     * @param options further how
     * @param out where; it stays open
     */
    public record Destination(ArchiveFormat format, ArchiveOptions options, OutputStream out) {

        /** Refuses nulls. */
        public Destination {
            Objects.requireNonNull(format, "format");
            Objects.requireNonNull(options, "options");
            Objects.requireNonNull(out, "out");
        }
    }

    /**
     * Begins a request that has everything of the default account counted and nothing written.
     *
     * @param source where the mirror is kept; it stays open
     * @return a builder
     */
    public static Builder builder(ChannelStorage source) {
        return new Builder(source);
    }

    /**
     * Where the mirror is kept.
     *
     * @return the storage
     */
    public ChannelStorage source() {
        return source;
    }

    /**
     * Whose packages.
     *
     * @return the account
     */
    public AccountName account() {
        return account;
    }

    /**
     * Which of its states.
     *
     * @return a snapshot or a label, or empty for what is published
     */
    public Optional<SnapshotName> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /**
     * Which of its subdirs.
     *
     * @return the selection
     */
    public SubdirSelection subdirs() {
        return subdirs;
    }

    /**
     * Which of its packages, as a configuration says.
     *
     * @return the selection
     */
    public PackageSelection packages() {
        return packages;
    }

    /**
     * Which of those.
     *
     * @return specs of which a package has to match one; none for all packages
     */
    public List<MatchSpec> specs() {
        return specs;
    }

    /**
     * What the far side has already.
     *
     * @return the base of a delta, or empty for a full archive
     */
    public Optional<ArchiveBase> since() {
        return Optional.ofNullable(since);
    }

    /**
     * The key that signs the manifest.
     *
     * @return an Ed25519 key, or empty if nothing is signed
     */
    public Optional<PrivateKey> signature() {
        return Optional.ofNullable(signature);
    }

    /**
     * Where the archive goes.
     *
     * @return the destination, or empty if it is only counted
     */
    public Optional<Destination> destination() {
        return Optional.ofNullable(destination);
    }

    /**
     * What can stop it.
     *
     * @return the token
     */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder {

        private final ChannelStorage source;
        private AccountName account = AccountName.DEFAULT;
        private @Nullable SnapshotName snapshot;
        private SubdirSelection subdirs = SubdirSelection.all();
        private PackageSelection packages = PackageSelection.everything();
        private List<MatchSpec> specs = List.of();
        private @Nullable ArchiveBase since;
        private @Nullable PrivateKey signature;
        private @Nullable Destination destination;
        private Cancellation cancellation = new Cancellation();

        private Builder(ChannelStorage source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets the account. The default is {@code anaconda}.
         *
         * @param account its name
         * @return this builder
         */
        public Builder account(AccountName account) {
            this.account = Objects.requireNonNull(account, "account");
            return this;
        }

        /**
         * Sets what is exported to a snapshot. The default is what is published.
         *
         * @param name a snapshot, or a label, which stands for the snapshot that is seen under it
         * @return this builder
         */
        public Builder snapshot(SnapshotName name) {
            this.snapshot = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the subdirs. The default is all that are published.
         *
         * @param subdirs the selection
         * @return this builder
         */
        public Builder subdirs(SubdirSelection subdirs) {
            this.subdirs = Objects.requireNonNull(subdirs, "subdirs");
            return this;
        }

        /**
         * Sets the packages by what a configuration says. The default is all that are published.
         *
         * @param packages the selection
         * @return this builder
         */
        public Builder packages(PackageSelection packages) {
            this.packages = Objects.requireNonNull(packages, "packages");
            return this;
        }

        /**
         * Narrows the packages further. The default is not to.
         *
         * @param specs specs of which a package has to match one
         * @return this builder
         */
        public Builder specs(List<MatchSpec> specs) {
            this.specs = List.copyOf(specs);
            return this;
        }

        /**
         * Asks for a delta. The default is a full archive.
         *
         * @param base what the far side has already
         * @return this builder
         */
        public Builder since(ArchiveBase base) {
            this.since = Objects.requireNonNull(base, "base");
            return this;
        }

        /**
         * Has the manifest signed.
         *
         * @param key an Ed25519 key
         * @return this builder
         */
        public Builder signature(PrivateKey key) {
            this.signature = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets where the archive goes. Without it the archive is counted and not written.
         *
         * @param target the destination
         * @return this builder
         */
        public Builder destination(Destination target) {
            this.destination = Objects.requireNonNull(target, "target");
            return this;
        }

        /**
         * Sets what can stop it.
         *
         * @param token the token
         * @return this builder
         */
        public Builder cancellation(Cancellation token) {
            this.cancellation = Objects.requireNonNull(token, "token");
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         */
        public ExportRequest build() {
            return new ExportRequest(this);
        }
    }
}
