package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.LabelReport;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.StoragePath;

/**
 * Labels that move between snapshots. The note of what a label shows is written before the storage shows it, and taken away after
 * the storage shows it no more: as long as the storage may show something, the note is there, from which {@link #settle} goes on.
 */
public final class SnapshotLabels {

    private final SnapshotContext context;
    private final SnapshotStore snapshots;

    SnapshotLabels(SnapshotContext context) {
        this.context = context;
        this.snapshots = context.snapshots();
    }

    LabelReport publish(SnapshotName name, SnapshotName label) throws IOException, SnapshotException {
        if (snapshots.snapshot(name).isEmpty()) {
            throw SnapshotRemoval.unknown(snapshots, name);
        }
        if (snapshots.snapshot(label).isPresent()) {
            throw new SnapshotException(
                    "label " + label,
                    "there is a snapshot of that name, and snapshots do not change: take another name");
        }
        Optional<SnapshotName> previous = snapshots.label(label).map(SnapshotLabel::snapshot);
        if (previous.isEmpty()) {
            new SnapshotRemoval(context).removeRemains(label);
        }
        SnapshotLabel now = new SnapshotLabel(label, name);
        snapshots.save(now);
        return new LabelReport(now, previous, show(context.storage(), snapshots, now));
    }

    /** Makes the storage show what is noted, after a run that was killed between the two. */
    public static void settle(ChannelStorage storage, SnapshotStore snapshots) throws IOException {
        for (SnapshotLabel label : snapshots.labels()) {
            show(storage, snapshots, label);
        }
    }

    void remove(SnapshotName label) throws IOException {
        for (StoragePath path : List.of(snapshots.published(label), snapshots.labelFile(label))) {
            DeleteResult deleted = context.storage().delete(List.of(path)).get(0);
            if (deleted.failure().isPresent()) {
                throw deleted.failure().get();
            }
        }
    }

    /** Makes the storage show what a label is noted to show; that it cannot is noted, too. */
    public static AliasResult show(ChannelStorage storage, SnapshotStore snapshots, SnapshotLabel label)
            throws IOException {
        AliasResult result = storage.alias(snapshots.published(label.label()), snapshots.published(label.snapshot()));
        boolean isUnseen = result == AliasResult.UNSUPPORTED;
        if (isUnseen != snapshots.isUnseen(label.label())) {
            if (isUnseen) {
                snapshots.saveUnseen(label);
            } else {
                snapshots.save(label);
            }
        }
        return result;
    }
}
