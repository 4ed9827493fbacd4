package org.channelmirror.spi;

import java.util.Objects;

/**
 * One object whose bytes are to be at a second path. Immutable.
 *
 * @param from an existing object
 * @param to the second path
 */
public record Share(StoragePath from, StoragePath to) {

    /** Refuses nulls. */
    public Share {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
