package org.channelmirror.api;

import java.time.Duration;
import java.util.Objects;
import org.channelmirror.spi.Decision;

/**
 * Which mirror is to be rid of what it no longer selects. Immutable; thread-safe as long as the mirror's request is.
 *
 * @param mirror what is mirrored from where to where; upstream is not asked
 * @param otherSubdirs what is said of packages in subdirs that are not mirrored
 * @param gracePeriod how long files stay after the index stopped naming them
 * @param deletion whether the grace period counts
 * @param majority what becomes of a clean that would take out more than half
 */
public record CleanRequest(
        SyncRequest mirror,
        Decision otherSubdirs,
        Duration gracePeriod,
        DeletionTime deletion,
        MajorityRemoval majority) {

    /** How long files stay if nothing else is said. */
    public static final Duration DEFAULT_GRACE_PERIOD = Duration.ofHours(24);

    private static final Decision NOT_MIRRORED = Decision.ruleOut("its subdir is not mirrored");

    /**
     * Validates the grace period.
     *
     * @throws IllegalArgumentException if it is negative, or {@code otherSubdirs} gives no reason
     */
    public CleanRequest {
        Objects.requireNonNull(mirror, "mirror");
        Objects.requireNonNull(deletion, "deletion");
        Objects.requireNonNull(majority, "majority");
        if (otherSubdirs.reason().isEmpty()) {
            throw new IllegalArgumentException("what is said of other subdirs needs a reason");
        }
        if (gracePeriod.isNegative()) {
            throw new IllegalArgumentException("the grace period is 0 or more, not " + gracePeriod);
        }
    }

    /**
     * A request with every default.
     *
     * @param mirror what is mirrored from where to where
     */
    public CleanRequest(SyncRequest mirror) {
        this(mirror, NOT_MIRRORED, DEFAULT_GRACE_PERIOD, DeletionTime.AFTER_GRACE_PERIOD, MajorityRemoval.REFUSE);
    }

    /**
     * The same with another time of deletion.
     *
     * @param when the time
     * @return a new request
     */
    public CleanRequest deleting(DeletionTime when) {
        return new CleanRequest(mirror, otherSubdirs, gracePeriod, when, majority);
    }

    /**
     * The same with another policy.
     *
     * @param policy the policy
     * @return a new request
     */
    public CleanRequest majority(MajorityRemoval policy) {
        return new CleanRequest(mirror, otherSubdirs, gracePeriod, deletion, policy);
    }
}
