package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.Subdir;

/**
 * What a sync did to one subdir. Immutable.
 *
 * @param subdir the subdir
 * @param outcome how it ended
 * @param published how many packages the published index lists now
 * @param added how many packages are listed that were not before
 * @param replaced how many have another content than before
 * @param hidden how many are no longer listed; their files stay
 * @param failure why the subdir was not published, with {@link Outcome#FAILED} and {@link Outcome#REFUSED} only
 */
public record SubdirReport(
        Subdir subdir,
        Outcome outcome,
        long published,
        long added,
        long replaced,
        long hidden,
        Optional<String> failure) {

    /** How a subdir's sync ended. */
    public enum Outcome {
        /** Nothing was new; nothing was written. */
        UNCHANGED,
        /** A new index was published. */
        PUBLISHED,
        /** Upstream could not be read; what was published before stays as it was. */
        FAILED,
        /**
         * Upstream's index was read and not taken, as {@link ShrinkPolicy} says, because a gate vetoed all that is new, or because
         * there is no room for it; what was published before stays as it was.
         */
        REFUSED;

        /**
         * Says whether upstream's state is published here.
         *
         * @return false if the subdir failed or was refused
         */
        public boolean isComplete() {
            return this == UNCHANGED || this == PUBLISHED;
        }
    }

    /**
     * Validates that a failure has its reason.
     *
     * @throws IllegalArgumentException if outcome and reason do not go together
     */
    public SubdirReport {
        Objects.requireNonNull(subdir, "subdir");
        if (failure.isPresent() == outcome.isComplete()) {
            throw new IllegalArgumentException("a reason goes with FAILED and REFUSED, and only with them");
        }
    }
}
