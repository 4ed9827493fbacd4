package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.SnapshotName;

/**
 * A label that moves between snapshots, such as {@code prod}. Immutable.
 *
 * @param label the label
 * @param snapshot what is seen under it
 */
public record SnapshotLabel(SnapshotName label, SnapshotName snapshot) {

    /** Refuses nulls. */
    public SnapshotLabel {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
