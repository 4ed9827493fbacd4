package org.channelmirror.api;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.PublicationGate;
import org.jspecify.annotations.Nullable;

/**
 * What to mirror from where to where. Immutable; thread-safe as long as its storage and filters are.
 */
public final class SyncRequest {

    /** How many channels one account can be filled from. */
    public static final int MAX_CHANNELS = 255;

    /** A copy that nobody else has, and that never changes. */
    private final Builder values;

    private SyncRequest(Builder builder) {
        this.values = builder.copy();
    }

    /**
     * Begins a request.
     *
     * @param channel the upstream channel
     * @param target where the mirror is kept; it stays open
     * @return a builder with every default
     */
    public static Builder builder(Channel channel, ChannelStorage target) {
        return new Builder(List.of(channel), target);
    }

    /**
     * Begins a request for several channels in one account; {@link ChannelPriority} decides between them.
     *
     * @param channels the upstream channels, at least one and at most {@value #MAX_CHANNELS}
     * @param target where the mirror is kept; it stays open
     * @return a builder with every default
     * @throws IllegalArgumentException if there is no channel, or too many are
     */
    public static Builder builder(List<Channel> channels, ChannelStorage target) {
        return new Builder(channels, target);
    }

    /**
     * A builder that begins with this request's values.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return values.copy();
    }

    /**
     * The upstream channels.
     *
     * @return at least one, the first has the highest priority
     */
    public List<Channel> channels() {
        return values.channels;
    }

    /**
     * What the channels are known by, where they are read from a copy of theirs.
     *
     * @return one for each channel, in the same order
     */
    public List<Channel> origins() {
        return values.origins;
    }

    /**
     * What becomes of the request if other channels filled the account.
     *
     * @return the policy
     */
    public ChannelChange channelChange() {
        return values.channelChange;
    }

    /**
     * Where the configuration is that the request comes from.
     *
     * @return the configuration, if it comes from one
     */
    public Optional<ConfigurationSource> configuration() {
        return Optional.ofNullable(values.configuration);
    }

    /**
     * Where the mirror is kept.
     *
     * @return the storage
     */
    public ChannelStorage target() {
        return values.target;
    }

    /**
     * The account that is filled.
     *
     * @return its name
     */
    public AccountName account() {
        return values.account;
    }

    /**
     * Which subdirs are mirrored.
     *
     * @return the selection
     */
    public SubdirSelection subdirs() {
        return values.subdirs;
    }

    /**
     * Which packages are mirrored.
     *
     * @return the selection
     */
    public PackageSelection packages() {
        return values.packages;
    }

    /**
     * What is asked of the packages that the selected ones need.
     *
     * @return the requirement
     */
    public ClosureRequirement closure() {
        return values.closure;
    }

    /**
     * What becomes of packages that upstream withdrew.
     *
     * @return the policy
     */
    public RemovedUpstream removedUpstream() {
        return values.removedUpstream;
    }

    /**
     * What becomes of packages that are no longer selected.
     *
     * @return the policy
     */
    public UnmatchedPackages unmatched() {
        return values.unmatched;
    }

    /**
     * What becomes of packages that upstream uploaded again.
     *
     * @return the policy
     */
    public ReplacedUpstream replacedUpstream() {
        return values.replacedUpstream;
    }

    /**
     * How much of what is published an upstream index may lose.
     *
     * @return the limit
     */
    public MaxShrink maxShrink() {
        return values.maxShrink;
    }

    /**
     * What becomes of an index that lost more.
     *
     * @return the policy
     */
    public ShrinkPolicy shrink() {
        return values.shrink;
    }

    /**
     * Which of several channels supplies a package.
     *
     * @return the rule
     */
    public ChannelPriority channelPriority() {
        return values.channelPriority;
    }

    /**
     * Who is asked before packages are published.
     *
     * @return the gate, if there is one
     */
    public Optional<PublicationGate> beforePublish() {
        return Optional.ofNullable(values.beforePublish);
    }

    /**
     * Whether what is known from earlier runs is trusted.
     *
     * @return the mode
     */
    public SyncMode mode() {
        return values.mode;
    }

    /**
     * The plan that is followed.
     *
     * @return the file that {@code MirrorClient.plan} wrote; empty if everything selected is fetched
     */
    public Optional<Path> plan() {
        return Optional.ofNullable(values.plan);
    }

    /**
     * The forms in which indexes are published.
     *
     * @return which; {@link IndexFormat#JSON} is always among them
     */
    public Set<IndexFormat> indexFormats() {
        return values.indexFormats;
    }

    /**
     * How much of the target's space is to stay free.
     *
     * @return a number of bytes
     */
    public long minFreeSpace() {
        return values.minFreeSpace;
    }

    /**
     * What to do about an account that another run holds.
     *
     * @return the policy
     */
    public LockPolicy lock() {
        return values.lock;
    }

    /**
     * The token that can stop the operation.
     *
     * @return the token
     */
    public Cancellation cancellation() {
        return values.cancellation;
    }

    /** Collects a request's values. Not thread-safe. */
    public static final class Builder {

        private final List<Channel> channels;
        private ChannelStorage target;
        private List<Channel> origins;
        private ChannelChange channelChange = ChannelChange.REFUSE;
        private @Nullable ConfigurationSource configuration;
        private AccountName account = AccountName.DEFAULT;
        private SubdirSelection subdirs = SubdirSelection.all();
        private PackageSelection packages = PackageSelection.everything();
        private ClosureRequirement closure = ClosureRequirement.REPORTED;
        private RemovedUpstream removedUpstream = RemovedUpstream.HIDE;
        private UnmatchedPackages unmatched = UnmatchedPackages.KEEP;
        private ReplacedUpstream replacedUpstream = ReplacedUpstream.FOLLOW;
        private MaxShrink maxShrink = MaxShrink.DEFAULT;
        private ShrinkPolicy shrink = ShrinkPolicy.REFUSE;
        private ChannelPriority channelPriority = ChannelPriority.FLEXIBLE;
        private @Nullable PublicationGate beforePublish;
        private SyncMode mode = SyncMode.INCREMENTAL;
        private @Nullable Path plan;
        private long minFreeSpace;
        private LockPolicy lock = LockPolicy.RESPECT;
        private Set<IndexFormat> indexFormats = IndexFormat.DEFAULTS;
        private Cancellation cancellation = new Cancellation();

        private Builder(List<Channel> channels, @Nullable ChannelStorage target) {
            this.channels = List.copyOf(channels);
            this.origins = this.channels;
            this.target = Objects.requireNonNull(target, "target");
            if (channels.isEmpty()) {
                throw new IllegalArgumentException("a sync needs at least one channel");
            }
            if (channels.size() > MAX_CHANNELS) {
                throw new IllegalArgumentException(
                        "a sync takes at most " + MAX_CHANNELS + " channels, not " + channels.size());
            }
        }

        /**
         * Sets what the channels are known by, where they are read from a copy of theirs, such as a parent mirror: an account stays
         * filled from the same channels wherever they are read from. The default is the channels themselves.
         *
         * @param origins one for each channel, in the same order
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer than channels
         */
        public Builder origins(List<Channel> origins) {
            if (origins.size() != channels.size()) {
                throw new IllegalArgumentException(
                        origins.size() + " origins are not one for each of " + channels.size() + " channels");
            }
            this.origins = List.copyOf(origins);
            return this;
        }

        /**
         * Sets what becomes of the request if other channels filled the account. The default is {@link ChannelChange#REFUSE}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder channelChange(ChannelChange policy) {
            this.channelChange = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets where the configuration is that the request comes from, which the account then remembers. The default is none; what
         * is remembered stays.
         *
         * @param source the configuration
         * @return this builder
         */
        public Builder configuration(ConfigurationSource source) {
            this.configuration = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets another place for the mirror than the builder began with.
         *
         * @param target where the mirror is kept; it stays open
         * @return this builder
         */
        public Builder target(ChannelStorage target) {
            this.target = Objects.requireNonNull(target, "target");
            return this;
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
         * Sets the subdirs. The default is all that the channel has.
         *
         * @param subdirs the selection
         * @return this builder
         */
        public Builder subdirs(SubdirSelection subdirs) {
            this.subdirs = Objects.requireNonNull(subdirs, "subdirs");
            return this;
        }

        /**
         * Sets the packages. The default is all.
         *
         * @param packages the selection
         * @return this builder
         */
        public Builder packages(PackageSelection packages) {
            this.packages = Objects.requireNonNull(packages, "packages");
            return this;
        }

        /**
         * Sets what is asked of the packages that the selected ones need. The default is {@link ClosureRequirement#REPORTED}.
         *
         * @param requirement the requirement
         * @return this builder
         */
        public Builder closure(ClosureRequirement requirement) {
            this.closure = Objects.requireNonNull(requirement, "requirement");
            return this;
        }

        /**
         * Sets what becomes of packages that upstream withdrew. The default is {@link RemovedUpstream#HIDE}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder removedUpstream(RemovedUpstream policy) {
            this.removedUpstream = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets what becomes of packages that are no longer selected. The default is {@link UnmatchedPackages#KEEP}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder unmatched(UnmatchedPackages policy) {
            this.unmatched = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets what becomes of packages that upstream uploaded again. The default is {@link ReplacedUpstream#FOLLOW}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder replacedUpstream(ReplacedUpstream policy) {
            this.replacedUpstream = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how much of what is published an upstream index may lose. The default is {@link MaxShrink#DEFAULT}.
         *
         * @param limit the limit
         * @return this builder
         */
        public Builder maxShrink(MaxShrink limit) {
            this.maxShrink = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Sets which of several channels supplies a package. The default is {@link ChannelPriority#FLEXIBLE}.
         *
         * @param priority the rule
         * @return this builder
         */
        public Builder channelPriority(ChannelPriority priority) {
            this.channelPriority = Objects.requireNonNull(priority, "priority");
            return this;
        }

        /**
         * Sets what becomes of an index that lost more, or is gone, empty or old. The default is {@link ShrinkPolicy#REFUSE}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder shrink(ShrinkPolicy policy) {
            this.shrink = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets who is asked before packages are published. The default is nobody.
         *
         * @param gate looks at what arrived, while nobody else can see it
         * @return this builder
         */
        public Builder beforePublish(PublicationGate gate) {
            this.beforePublish = Objects.requireNonNull(gate, "gate");
            return this;
        }

        /**
         * Sets whether what is known from earlier runs is trusted. The default is {@link SyncMode#INCREMENTAL}.
         *
         * @param mode the mode
         * @return this builder
         */
        public Builder mode(SyncMode mode) {
            this.mode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Sets the plan to follow: of files that are not here yet only those are fetched that it names, with the checksums that it
         * names, whatever else upstream has by now. What is published already follows upstream as in any sync. A planned file that
         * upstream no longer has, or has with another checksum, is a failure in the report; a selected one that the plan does not
         * name is left out, counted in a warning, and taken by the next sync without a plan. If the settings are others than those
         * that the plan was made with, what they do not select is not fetched either. The default is no plan: everything selected
         * is fetched.
         *
         * @param file what {@code MirrorClient.plan} wrote for the same account and channels
         * @return this builder
         */
        public Builder plan(Path file) {
            this.plan = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Sets the forms in which indexes are published. A form that was published before goes on being published, because clients
         * remember for weeks that it is there; {@link SyncMode#RESET} takes it away.
         *
         * @param formats which; {@link IndexFormat#JSON}, which every channel has to have, is added
         * @return this builder
         */
        public Builder indexFormats(Set<IndexFormat> formats) {
            EnumSet<IndexFormat> all = EnumSet.of(IndexFormat.JSON);
            all.addAll(formats);
            this.indexFormats = Collections.unmodifiableSet(all);
            return this;
        }

        /**
         * Sets how much of the target's space is to stay free: a subdir that would need some of it is not begun. Room for its new
         * index is counted in any case. The default is 0. A target that cannot tell its free space is not asked.
         *
         * @param bytes 0 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder minFreeSpace(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("minFreeSpace is 0 or more, not " + bytes);
            }
            this.minFreeSpace = bytes;
            return this;
        }

        /**
         * Sets what to do about an account that another run holds. The default is {@link LockPolicy#RESPECT}.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder lock(LockPolicy policy) {
            this.lock = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the token that can stop the operation. The default is one that nobody cancels.
         *
         * @param cancellation the token
         * @return this builder
         */
        public Builder cancellation(Cancellation cancellation) {
            this.cancellation = Objects.requireNonNull(cancellation, "cancellation");
            return this;
        }

        private Builder copy() {
            Builder copy = new Builder(channels, target)
                    .origins(origins)
                    .channelChange(channelChange)
                    .account(account)
                    .subdirs(subdirs)
                    .packages(packages)
                    .closure(closure)
                    .removedUpstream(removedUpstream)
                    .unmatched(unmatched)
                    .replacedUpstream(replacedUpstream)
                    .maxShrink(maxShrink)
                    .shrink(shrink)
                    .channelPriority(channelPriority)
                    .mode(mode)
                    .minFreeSpace(minFreeSpace)
                    .lock(lock)
                    .indexFormats(indexFormats)
                    .cancellation(cancellation);
            copy.beforePublish = beforePublish;
            copy.plan = plan;
            copy.configuration = configuration;
            return copy;
        }

        /**
         * Makes the request.
         *
         * @return an immutable request
         */
        public SyncRequest build() {
            return new SyncRequest(this);
        }
    }
}
