package org.channelmirror.internal.operation;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.state.BodyOrigin;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;

/**
 * Packages that were fetched in part, or whole but not moved into place, and wait in staging for the next run. Beside each half one
 * is staged where it came from. Thread-safe.
 */
public final class HalfBodies {

    /** Of a broken upstream with a million packages not every beginning is worth its place. */
    private static final int MOST = 1000;

    private final ChannelStorage storage;
    private final StateStore store;
    private final Set<StageKey> kept = ConcurrentHashMap.newKeySet();
    private Set<StageKey> left = Set.of();

    public HalfBodies(ChannelStorage storage, StateStore store) {
        this.storage = storage;
        this.store = store;
    }

    /** Takes stock before the first download, and drops what else an interrupted run left; a reset begins without anything. */
    public void begin(SyncMode mode) throws IOException {
        Set<StageKey> packages = new HashSet<>();
        for (StageKey key : store.leftOvers()) {
            if (mode == SyncMode.RESET || !StateStore.isOfPackage(key)) {
                discard(key);
            } else {
                packages.add(key);
            }
        }
        left = packages;
    }

    /** Drops what waits for nobody: what the subdirs that are done did not order, and after a complete run everything. */
    public void end(MirrorReport report) throws IOException {
        if (left.isEmpty() && kept.isEmpty()) {
            return;
        }
        Set<String> done = report.subdirs().stream()
                .filter(subdir -> subdir.outcome().isComplete())
                .map(subdir -> subdir.subdir().name())
                .collect(Collectors.toSet());
        for (StageKey key : store.leftOvers()) {
            boolean waits = kept.contains(StateStore.packageOf(key)) || !done.contains(StateStore.subdirOf(key));
            if (StateStore.isOfPackage(key) && (report.isComplete() || !waits)) {
                discard(key);
            }
        }
    }

    /** Whether an earlier run left something of a package. */
    public boolean isLeft(StageKey staged) {
        return left.contains(staged);
    }

    /** Where the half body under a key came from, if that is known. */
    public Optional<BodyOrigin> origin(StageKey staged) throws IOException {
        StageKey key = StateStore.originKey(staged);
        if (!left.contains(key)) {
            return Optional.empty();
        }
        try (StagedWrite note = storage.stage(key);
                InputStream in = note.read()) {
            return Optional.of(BodyOrigin.decode(in.readAllBytes()));
        } catch (DamagedFileException e) {
            return Optional.empty();
        }
    }

    /** Notes where the body under a key comes from. */
    public void note(StageKey staged, BodyOrigin origin) throws IOException {
        byte[] text = origin.encode();
        try (StagedWrite note =
                StagedOutput.fresh(storage, StateStore.originKey(staged)).staged()) {
            note.append(text, 0, text.length);
        }
    }

    /** Takes the note back, before the body changes. */
    public void forget(StageKey staged) throws IOException {
        discard(StateStore.originKey(staged));
    }

    /** Asks to keep a half body for the next run; says whether it may stay. */
    public boolean keep(StageKey staged) {
        return kept.size() < MOST && kept.add(staged);
    }

    private void discard(StageKey key) throws IOException {
        try (StagedWrite staged = storage.stage(key)) {
            staged.discard();
        }
    }
}
