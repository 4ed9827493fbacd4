package org.channelmirror.api;

import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveSource;
import org.channelmirror.spi.ChannelStorage;
import org.jspecify.annotations.Nullable;

/** Which archive goes into which mirror. Immutable. */
public final class ImportRequest {

    private final ChannelStorage target;
    private final ArchiveSource source;
    private final @Nullable AccountName account;
    private final @Nullable String channel;
    private final @Nullable PublicKey verification;
    private final ArchiveLimits limits;
    private final Older older;
    private final Mode mode;
    private final LockPolicy lock;
    private final Cancellation cancellation;

    /** What becomes of an archive of an older state than the one that is published. */
    public enum Older {
        /** It is refused. */
        REFUSE,
        /** It is taken. */
        ACCEPT
    }

    /** Whether anything is done. */
    public enum Mode {
        /** The archive is taken. */
        APPLY,
        /** It is read and verified, and nothing is written. */
        DRY_RUN
    }

    private ImportRequest(Builder builder) {
        this.target = builder.target;
        this.source = builder.source;
        this.account = builder.account;
        this.channel = builder.channel;
        this.verification = builder.verification;
        this.limits = builder.limits;
        this.older = builder.older;
        this.mode = builder.mode;
        this.lock = builder.lock;
        this.cancellation = builder.cancellation;
    }

    /**
     * Begins a request.
     *
     * @param target where the mirror is kept; it stays open
     * @param source the archive
     * @return a builder
     */
    public static Builder builder(ChannelStorage target, ArchiveSource source) {
        return new Builder(target, source);
    }

    /**
     * Where the mirror is kept.
     *
     * @return the storage
     */
    public ChannelStorage target() {
        return target;
    }

    /**
     * The archive.
     *
     * @return where it is read from
     */
    public ArchiveSource source() {
        return source;
    }

    /**
     * The account that it goes to.
     *
     * @return its name, or empty for the names that the archive has
     */
    public Optional<AccountName> account() {
        return Optional.ofNullable(account);
    }

    /**
     * Which of several channels in the archive is taken.
     *
     * @return the name of the folder that {@code pkgs} is in, or empty for all
     */
    public Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    /**
     * The key that the archive has to be signed with.
     *
     * @return an Ed25519 key, or empty if it need not be signed
     */
    public Optional<PublicKey> verification() {
        return Optional.ofNullable(verification);
    }

    /**
     * What is too much.
     *
     * @return the limits
     */
    public ArchiveLimits limits() {
        return limits;
    }

    /**
     * What becomes of an older archive.
     *
     * @return the policy
     */
    public Older older() {
        return older;
    }

    /**
     * Whether anything is done.
     *
     * @return the mode
     */
    public Mode mode() {
        return mode;
    }

    /**
     * What becomes of another operation's lock.
     *
     * @return the policy
     */
    public LockPolicy lock() {
        return lock;
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

        private final ChannelStorage target;
        private final ArchiveSource source;
        private @Nullable AccountName account;
        private @Nullable String channel;
        private @Nullable PublicKey verification;
        private ArchiveLimits limits = ArchiveLimits.DEFAULT;
        private Older older = Older.REFUSE;
        private Mode mode = Mode.APPLY;
        private LockPolicy lock = LockPolicy.RESPECT;
        private Cancellation cancellation = new Cancellation();

        private Builder(ChannelStorage target, ArchiveSource source) {
            this.target = Objects.requireNonNull(target, "target");
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets the account that the archive goes to. The default is the one it names.
         *
         * @param account its name
         * @return this builder
         */
        public Builder account(AccountName account) {
            this.account = Objects.requireNonNull(account, "account");
            return this;
        }

        /**
         * Picks one of several channels. The default is all of them.
         *
         * @param name the name of the folder that {@code pkgs} is in
         * @return this builder
         */
        public Builder channel(String name) {
            this.channel = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Asks for a signature. The default is not to.
         *
         * @param key the Ed25519 key that must have signed it
         * @return this builder
         */
        public Builder verification(PublicKey key) {
            this.verification = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets what is too much. The default is {@link ArchiveLimits#DEFAULT}.
         *
         * @param limits the limits
         * @return this builder
         */
        public Builder limits(ArchiveLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets what becomes of an older archive. The default is {@link Older#REFUSE}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder older(Older policy) {
            this.older = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets whether anything is done. The default is {@link Mode#APPLY}.
         *
         * @param mode the mode
         * @return this builder
         */
        public Builder mode(Mode mode) {
            this.mode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Sets what becomes of another operation's lock. The default is {@link LockPolicy#RESPECT}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder lock(LockPolicy policy) {
            this.lock = Objects.requireNonNull(policy, "policy");
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
        public ImportRequest build() {
            return new ImportRequest(this);
        }
    }
}
