package org.channelmirror.spi;

import java.util.Optional;

/**
 * What a filter says of one package: accept (keep it), or reject with a reason. Immutable and thread-safe.
 *
 * @param reason why it is rejected; empty if it is accepted
 */
public record Decision(Optional<String> reason) {

    private static final Decision ACCEPT = new Decision(Optional.empty());

    /**
     * Validates the reason.
     *
     * @throws IllegalArgumentException if a reason is there but blank
     */
    public Decision {
        if (reason.isPresent() && reason.get().isBlank()) {
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
     * The package is left out.
     *
     * @param reason why, in words that an administrator understands
     * @return the decision
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Decision reject(String reason) {
        return new Decision(Optional.of(reason));
    }

    /**
     * Says whether the package is kept.
     *
     * @return true if there is no reason against it
     */
    public boolean isAccepted() {
        return reason.isEmpty();
    }
}
