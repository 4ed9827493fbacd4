package org.channelmirror.spi;

import java.util.Objects;

/**
 * One staged content and the path it is to be seen at. Immutable.
 *
 * @param staged the content; after publication its key is free
 * @param target where it is to be seen
 * @param precondition what must hold at the target
 */
public record Publication(StagedWrite staged, StoragePath target, Precondition precondition) {

    /** Refuses nulls. */
    public Publication {
        Objects.requireNonNull(staged, "staged");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(precondition, "precondition");
    }

    /**
     * A publication that replaces whatever is at the target.
     *
     * @param staged the content
     * @param target where it is to be seen
     */
    public Publication(StagedWrite staged, StoragePath target) {
        this(staged, target, Precondition.ANY);
    }
}
