package org.channelmirror.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * What is said of one package: keep it, or leave it out for a reason. Immutable and thread-safe. Filters make theirs once and hand
 * the same ones out for every package.
 *
 * @param verdict whether it is kept
 * @param reason why, empty only where nothing is to be said for keeping it
 * @param place where the configuration says so
 */
public record Decision(Verdict verdict, Optional<String> reason, ConfigNode.Place place) {

    private static final Decision ACCEPT = new Decision(Verdict.ACCEPTED, Optional.empty(), ConfigNode.Place.NONE);

    /** Whether a package is kept. */
    public enum Verdict {
        /** It is kept, as far as this filter is concerned. */
        ACCEPTED,
        /** It is left out. */
        REJECTED,
        /**
         * It is left out, and the needs of other packages bring it not back either: a closed list names the package but not this
         * version of it. In every stage but the closed list the same as {@link #REJECTED}.
         */
        RULED_OUT
    }

    /**
     * Validates the reason.
     *
     * @throws IllegalArgumentException if a reason is blank, or a rejection has none
     */
    public Decision {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(place, "place");
        if (reason.isPresent() ? reason.get().isBlank() : verdict != Verdict.ACCEPTED) {
            throw new IllegalArgumentException("a rejection has a reason");
        }
    }

    /**
     * The package is kept, as far as this filter is concerned.
     *
     * @return the decision
     */
    public static Decision accept() {
        return ACCEPT;
    }

    /**
     * The package is kept for a reason.
     *
     * @param reason why, in words that an administrator understands
     * @return the decision
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Decision accept(String reason) {
        return new Decision(Verdict.ACCEPTED, Optional.of(reason), ConfigNode.Place.NONE);
    }

    /**
     * The package is left out.
     *
     * @param reason why, in words that an administrator understands
     * @return the decision
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Decision reject(String reason) {
        return new Decision(Verdict.REJECTED, Optional.of(reason), ConfigNode.Place.NONE);
    }

    /**
     * The package is left out, whatever needs it.
     *
     * @param reason why, in words that an administrator understands
     * @return the decision
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Decision ruleOut(String reason) {
        return new Decision(Verdict.RULED_OUT, Optional.of(reason), ConfigNode.Place.NONE);
    }

    /**
     * The same decision, with where the configuration says so.
     *
     * @param place where
     * @return a decision
     */
    public Decision at(ConfigNode.Place place) {
        return new Decision(verdict, reason, place);
    }

    /**
     * Says whether the package is kept.
     *
     * @return true if nothing is against it
     */
    public boolean isAccepted() {
        return verdict == Verdict.ACCEPTED;
    }
}
