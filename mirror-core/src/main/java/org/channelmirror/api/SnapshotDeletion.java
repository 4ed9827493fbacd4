package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.SnapshotName;

/**
 * What was deleted. Immutable.
 *
 * @param name its name
 * @param kind what it was
 * @param files how many published files went with it
 */
public record SnapshotDeletion(SnapshotName name, Kind kind, long files) {

    /** What a name can stand for. */
    public enum Kind {
        /** A snapshot. */
        SNAPSHOT,
        /** What was left of a snapshot that was never finished, or whose deletion was not. */
        REMAINS,
        /** A label. */
        LABEL
    }

    /** Refuses nulls. */
    public SnapshotDeletion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }
}
