package org.channelmirror.internal.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Snapshot;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.state.NewerVersionException;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/** Verifies all snapshots of an account, once its own files are. One that is deleted meanwhile has nothing to tell. */
final class SnapshotsVerify {

    private final VerifyContext context;
    private final SnapshotStore snapshots;

    SnapshotsVerify(VerifyContext context) {
        this.context = context;
        this.snapshots = new SnapshotStore(context.storage(), context.store().accountName());
    }

    List<SnapshotVerify.Found> run(List<SubdirVerify.Found> account) throws IOException, InterruptedException {
        Map<Subdir, VerifiedFiles> own = new HashMap<>();
        for (SubdirVerify.Found found : account) {
            boolean isAllRight = found.missing() + found.corrupt() == 0;
            own.put(
                    found.subdir(),
                    new VerifiedFiles(
                            context.shelf(found.subdir()),
                            found.catalog(),
                            isAllRight ? Optional.empty() : Optional.of(found.packages())));
        }
        Map<Subdir, VerifiedFiles> before = Map.of();
        List<SnapshotVerify.Found> all = new ArrayList<>();
        for (SnapshotName name : snapshots.snapshotNames()) {
            Optional<SnapshotVerify.Found> found = verify(name, List.of(own, before), "-snapshot-" + all.size());
            if (found.isPresent()) {
                all.add(found.get());
                before = new HashMap<>();
                for (SnapshotVerify.FoundSubdir subdir : found.get().subdirs()) {
                    before.put(subdir.subdir(), subdir.files());
                }
            }
        }
        return all;
    }

    private Optional<SnapshotVerify.Found> verify(
            SnapshotName name, List<Map<Subdir, VerifiedFiles>> known, String purpose)
            throws IOException, InterruptedException {
        Optional<Snapshot> snapshot;
        try {
            snapshot = snapshots.snapshot(name);
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            var damaged = SnapshotIndexCheck.DamagedFile.alone(
                    snapshots.record(name), "it is damaged, so that nobody knows what is in the snapshot");
            return Optional.of(new SnapshotVerify.Found(name, List.of(damaged), List.of()));
        }
        List<SnapshotVerify.FoundSubdir> subdirs = new ArrayList<>();
        for (Snapshot.Content content : snapshot.map(Snapshot::subdirs).orElse(List.of())) {
            Subdir subdir = content.subdir();
            List<VerifiedFiles> others = known.stream()
                    .flatMap(each -> Optional.ofNullable(each.get(subdir)).stream())
                    .toList();
            subdirs.add(new SnapshotVerify(context, snapshots, name, subdir, purpose).run(others));
        }
        SnapshotVerify.Found found = new SnapshotVerify.Found(name, List.of(), subdirs);
        boolean isThere = found.isIntact() || snapshots.snapshot(name).equals(snapshot);
        return snapshot.isPresent() && isThere ? Optional.of(found) : Optional.empty();
    }
}
