package org.channelmirror.internal.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.snapshots.SnapshotLabels;
import org.channelmirror.internal.state.NewerVersionException;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.AliasState;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/** Compares what labels show with what is noted of them, and mends them. */
final class LabelCheck {

    private final ChannelStorage storage;
    private final SnapshotStore snapshots;

    LabelCheck(ChannelStorage storage, StateStore store) {
        this.storage = storage;
        this.snapshots = new SnapshotStore(storage, store.accountName());
    }

    /**
     * A label that does not show what it should, or of which nobody knows what that is.
     *
     * @param shows what it is to show, if that is known and can be shown
     */
    record DamagedLabel(SnapshotName label, Optional<SnapshotLabel> shows, StoragePath path, String reason) {}

    List<DamagedLabel> look() throws IOException {
        List<DamagedLabel> damaged = new ArrayList<>();
        for (SnapshotName name : snapshots.labelNames()) {
            look(name).ifPresent(damaged::add);
        }
        return damaged;
    }

    private Optional<DamagedLabel> look(SnapshotName name) throws IOException {
        try {
            Optional<SnapshotLabel> noted = Optional.empty();
            Optional<SnapshotLabel> now = snapshots.label(name);
            // Somebody may move it meanwhile.
            while (now.isPresent() && !now.equals(noted) && !isShown(now.get())) {
                noted = now;
                now = snapshots.label(name);
            }
            return now.isPresent() && now.equals(noted) ? Optional.of(damaged(now.get())) : Optional.empty();
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            String reason = "nobody knows what it is to show: " + e.getMessage();
            return Optional.of(new DamagedLabel(name, Optional.empty(), snapshots.labelFile(name), reason));
        }
    }

    private boolean isShown(SnapshotLabel label) throws IOException {
        boolean isSet = snapshots.isUnseen(label.label()) || state(label) != AliasState.NOT_SET;
        return isSet && isThere(label.snapshot());
    }

    private AliasState state(SnapshotLabel label) throws IOException {
        return storage.aliasState(snapshots.published(label.label()), snapshots.published(label.snapshot()));
    }

    private boolean isThere(SnapshotName snapshot) throws IOException {
        return storage.stat(snapshots.record(snapshot)).isPresent();
    }

    private DamagedLabel damaged(SnapshotLabel label) throws IOException {
        StoragePath path = snapshots.published(label.label());
        return isThere(label.snapshot())
                ? new DamagedLabel(
                        label.label(), Optional.of(label), path, "it does not show the snapshot " + label.snapshot())
                : new DamagedLabel(
                        label.label(),
                        Optional.empty(),
                        path,
                        "it is to show the snapshot " + label.snapshot() + ", which is not there");
    }

    /** With the account's lock: has the storage show what is noted, or notes what it shows where that was lost. */
    Repair mend(DamagedLabel damaged, Events events) throws IOException {
        Optional<SnapshotLabel> known = damaged.shows().isPresent() ? damaged.shows() : shown(damaged);
        if (known.isEmpty()) {
            return Repair.FAILED;
        }
        try {
            snapshots.save(known.get());
            SnapshotLabels.show(storage, snapshots, known.get());
        } catch (IOException e) {
            events.warn("label " + damaged.label(), "it cannot be mended: " + e.getMessage());
        }
        return look(damaged.label()).isEmpty() ? Repair.REPAIRED : Repair.FAILED;
    }

    private Optional<SnapshotLabel> shown(DamagedLabel damaged) throws IOException {
        for (SnapshotName name : snapshots.snapshotNames()) {
            SnapshotLabel label = new SnapshotLabel(damaged.label(), name);
            if (state(label) == AliasState.SET) {
                return Optional.of(label);
            }
        }
        return Optional.empty();
    }
}
