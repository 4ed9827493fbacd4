package org.channelmirror.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * Who holds a lock, for messages only. Immutable.
 *
 * @param description a person's words for the holder: host, process, command
 * @param since when it was taken
 */
public record LeaseOwner(String description, Instant since) {

    /**
     * Validates the description.
     *
     * @throws IllegalArgumentException if it is empty or has a line break
     */
    public LeaseOwner {
        Objects.requireNonNull(since, "since");
        if (description.isBlank() || description.contains("\n") || description.contains("\r")) {
            throw new IllegalArgumentException("an owner's description is one line with some text");
        }
    }
}
