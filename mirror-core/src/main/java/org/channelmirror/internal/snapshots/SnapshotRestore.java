package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.Hold;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.RestoreReport;
import org.channelmirror.api.Snapshot;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/**
 * Makes an account show a snapshot again. What it takes is found out first; then the account is held, before anything changes, so that
 * a sync does not undo a half of it; then each subdir is restored. Doing it again goes on.
 */
final class SnapshotRestore {

    private final SnapshotContext context;
    private final StateStore store;
    private final SnapshotStore snapshots;

    SnapshotRestore(SnapshotContext context) {
        this.context = context;
        this.store = context.work().store();
        this.snapshots = context.snapshots();
    }

    RestoreReport run(SnapshotName name) throws IOException, MirrorException {
        Optional<Snapshot> snapshot = snapshots.snapshot(name);
        if (snapshot.isEmpty()) {
            throw SnapshotRemoval.unknown(snapshots, name);
        }
        List<SubdirRestore> restores = new ArrayList<>();
        for (Subdir subdir : subdirs(snapshot.get())) {
            restores.add(restore(snapshot.get(), subdir));
        }
        Hold hold = new Hold(
                "snapshot " + name + " was restored", context.work().clock().instant());
        store.saveHold(hold);
        store.saveDependencies(store.dependencies().opened());
        List<RestoreReport.RestoredSubdir> restored = new ArrayList<>();
        for (SubdirRestore restore : restores) {
            restored.add(restore.run());
        }
        return new RestoreReport(name, hold, restored, context.work().events().warnings());
    }

    private SubdirRestore restore(Snapshot snapshot, Subdir subdir) throws IOException, IntegrityException {
        boolean isInSnapshot =
                snapshot.subdirs().stream().anyMatch(content -> content.subdir().equals(subdir));
        return isInSnapshot
                ? SubdirRestore.toSnapshot(context, snapshot.name(), subdir)
                : SubdirRestore.toNothing(context, snapshot.name(), subdir);
    }

    /** Those of the snapshot, then those that the account has beside. */
    private Set<Subdir> subdirs(Snapshot snapshot) throws IOException {
        Set<Subdir> all = new LinkedHashSet<>();
        snapshot.subdirs().forEach(content -> all.add(content.subdir()));
        all.addAll(store.subdirs());
        return all;
    }
}
