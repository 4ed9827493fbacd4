package org.channelmirror.internal.query;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.MirrorStatus.RunResult;
import org.channelmirror.api.MirrorStatus.SubdirStatus;
import org.channelmirror.api.MirrorStatus.Waiting;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.FailureLog;
import org.channelmirror.internal.publish.CatalogedFiles;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.internal.state.Tombstones;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;

/** Tells what an account holds, from its state. */
public final class StatusOperation {

    private StatusOperation() {}

    public static MirrorStatus run(StatusRequest request) throws MirrorException {
        StateStore store = new StateStore(request.target(), request.account());
        SnapshotStore snapshots = new SnapshotStore(request.target(), request.account());
        List<SubdirStatus> subdirs = new ArrayList<>();
        Set<String> upstream = new LinkedHashSet<>();
        try {
            for (Subdir subdir : store.subdirs()) {
                Optional<SubdirState> state = store.subdir(subdir);
                state.ifPresent(known -> {
                    subdirs.add(new SubdirStatus(
                            subdir,
                            known.packages(),
                            known.bytes(),
                            known.published(),
                            known.inputs().stream().map(IndexInput::url).findFirst()));
                    upstream.addAll(known.origins().urls());
                });
            }
            FailureLog.Failures failures = FailureLog.read(request.target(), store);
            return new MirrorStatus(
                    request.account(),
                    subdirs,
                    List.copyOf(upstream),
                    AccountLock.lastOwner(request.target(), request.account()),
                    store.result().map(StatusOperation::result),
                    failures.count(),
                    failures.first(),
                    snapshots.snapshots(),
                    snapshots.labels(),
                    store.hold(),
                    waiting(request.target(), store));
        } catch (IOException e) {
            throw new StorageException("account " + request.account(), e);
        }
    }

    /** What was taken in again does not wait any more. */
    private static Waiting waiting(ChannelStorage storage, StateStore store) throws IOException {
        try {
            Optional<Tombstones> found = store.tombstones();
            if (found.isEmpty()) {
                return Waiting.NONE;
            }
            try (Tombstones tombstones = found.get();
                    CatalogedFiles known = new CatalogedFiles(storage, store)) {
                RemovedPackages files = RemovedPackages.NONE;
                while (tombstones.next()) {
                    Tombstone next = tombstones.tombstone();
                    if (known.presence(next) != CatalogedFiles.Presence.HELD) {
                        files = files.plus(new RemovedPackages(1, next.size()));
                    }
                }
                return files.equals(RemovedPackages.NONE)
                        ? Waiting.NONE
                        : new Waiting(files, Optional.of(tombstones.earliest()));
            }
        } catch (NoSuchFileException | DamagedFileException e) {
            // The last of them went just now, or nobody knows any more what was to go: then nothing does.
            return Waiting.NONE;
        }
    }

    private static RunResult result(org.channelmirror.internal.state.RunResult saved) {
        return new RunResult(
                RunResult.Outcome.valueOf(saved.outcome().name()),
                saved.failedPackages(),
                saved.failedSubdirs(),
                saved.message(),
                saved.since());
    }
}
