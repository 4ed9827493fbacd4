package org.channelmirror.spi;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one path in a deletion. Immutable.
 *
 * @param path the path
 * @param outcome what happened
 * @param failure why it failed, with {@link Outcome#FAILED} only
 */
public record DeleteResult(StoragePath path, Outcome outcome, Optional<IOException> failure) {

    /** What happened to a path. */
    public enum Outcome {
        /** The object was there and is gone. */
        DELETED,
        /** There was none, which is no error. */
        ABSENT,
        /** It could not be deleted. */
        FAILED
    }

    /**
     * Validates that a failure has its cause.
     *
     * @throws IllegalArgumentException if outcome and cause do not go together
     */
    public DeleteResult {
        Objects.requireNonNull(path, "path");
        if (failure.isPresent() != (outcome == Outcome.FAILED)) {
            throw new IllegalArgumentException("a cause goes with FAILED, and only with it");
        }
    }
}
