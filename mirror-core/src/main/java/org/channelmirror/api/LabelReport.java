package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.AliasResult;

/**
 * That a snapshot is seen under a label. Immutable.
 *
 * @param label the label and its snapshot
 * @param previous what was seen under it before
 * @param alias whether the storage shows it itself; where it has no aliases the label is seen through a server only
 */
public record LabelReport(SnapshotLabel label, Optional<SnapshotName> previous, AliasResult alias) {

    /** Refuses nulls. */
    public LabelReport {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(alias, "alias");
    }
}
