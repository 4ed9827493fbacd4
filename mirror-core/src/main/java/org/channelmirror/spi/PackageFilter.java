package org.channelmirror.spi;

import java.time.Instant;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;

/**
 * Decides on one package by its record and the time alone. Pure (the same record and time give the same answer) and thread-safe.
 * In every stage accept means keep; see {@link FilterStage} for what a stage does with the answer.
 */
@FunctionalInterface
public interface PackageFilter {

    /**
     * Decides.
     *
     * @param record what upstream's repodata says of the package; valid until this method returns
     * @param now the time of the run, the same for every package of it; a filter asks no clock
     * @return accept, or reject with a reason
     */
    Decision test(PackageRecord record, Instant now);

    /**
     * When the passing of time alone changes the answer: until then a run in which nothing else changed need not decide again.
     *
     * @param record the package; valid until this method returns
     * @param now the time of the run
     * @return the earliest time after {@code now} with another answer; empty, which is the default, if there is none
     */
    default Optional<Instant> nextChange(PackageRecord record, Instant now) {
        return Optional.empty();
    }

    /**
     * What the filter looks at in a record, for who asks why it decided as it did: reasons are counted, so that a decision's names
     * the rule alone, and this the package's side of it, such as the licence as it is written and the family that was read from it.
     *
     * @param record the package; valid until this method returns
     * @return a text that is not blank; empty, which is the default, if there is nothing to add to the reason
     */
    default Optional<String> explain(PackageRecord record) {
        return Optional.empty();
    }

    /**
     * Says whether {@link PackageRecord#firstSeen} is asked for, which is noted only where a filter needs it.
     *
     * @return false by default
     */
    default boolean needsFirstSeen() {
        return false;
    }
}
