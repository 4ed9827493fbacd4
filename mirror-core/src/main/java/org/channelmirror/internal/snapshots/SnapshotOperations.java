package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.Hold;
import org.channelmirror.api.LabelReport;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RestoreReport;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotDeletion;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.fetch.FreeSpace;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.publish.DueDeletions;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;

/** The snapshots of one account; what changes something takes the account's lock. */
public final class SnapshotOperations implements Snapshots {

    private final ChannelStorage storage;
    private final AccountName account;
    private final LockPolicy lock;
    private final Clock clock;
    private final MirrorListener listener;
    private final StateStore store;
    private final SnapshotStore snapshots;

    public SnapshotOperations(Engine engine, ChannelStorage storage, AccountName account, LockPolicy lock) {
        this.storage = storage;
        this.account = account;
        this.lock = lock;
        this.clock = engine.clock();
        this.listener = engine.listener();
        this.store = new StateStore(storage, account);
        this.snapshots = new SnapshotStore(storage, account);
    }

    /** What only reads. */
    @FunctionalInterface
    private interface Reading<T> {
        T run() throws IOException, MirrorException;
    }

    /** What holds the lock. */
    @FunctionalInterface
    private interface Change<T> {
        T run(SnapshotContext context) throws IOException, MirrorException;
    }

    @Override
    public Snapshot create(SnapshotName name) throws MirrorException {
        return change("snapshot create", context -> new SnapshotCreation(context, name).run(clock.instant()));
    }

    @Override
    public List<Snapshot> list() throws MirrorException {
        return read(snapshots::snapshots);
    }

    @Override
    public List<SnapshotLabel> labels() throws MirrorException {
        return read(snapshots::labels);
    }

    @Override
    public SnapshotDiff diff(SnapshotName from) throws MirrorException {
        return read(() -> diff(from, Optional.empty()));
    }

    @Override
    public SnapshotDiff diff(SnapshotName from, SnapshotName to) throws MirrorException {
        return read(() -> diff(from, Optional.of(to)));
    }

    private SnapshotDiff diff(SnapshotName from, Optional<SnapshotName> to) throws IOException, SnapshotException {
        Set<Subdir> subdirs = new LinkedHashSet<>(subdirs(from));
        subdirs.addAll(to.isEmpty() ? store.subdirs() : subdirs(to.get()));
        SnapshotComparison comparison = new SnapshotComparison();
        for (Subdir subdir : subdirs) {
            comparison.add(subdir, catalog(from, subdir), to.isEmpty() ? now(subdir) : catalog(to.get(), subdir));
        }
        return new SnapshotDiff(from, to, comparison.subdirs());
    }

    private List<Subdir> subdirs(SnapshotName name) throws IOException, SnapshotException {
        Optional<Snapshot> snapshot = snapshots.snapshot(name);
        if (snapshot.isEmpty()) {
            throw SnapshotRemoval.unknown(snapshots, name);
        }
        return snapshot.get().subdirs().stream().map(Snapshot.Content::subdir).toList();
    }

    private SubdirSources.Catalog catalog(SnapshotName name, Subdir subdir) throws IOException {
        boolean isThere = storage.stat(snapshots.catalog(name, subdir)).isPresent();
        return isThere ? () -> snapshots.openCatalog(name, subdir) : SubdirSources.Catalog.EMPTY;
    }

    private SubdirSources.Catalog now(Subdir subdir) throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        return state.isEmpty() ? SubdirSources.Catalog.EMPTY : () -> openNow(subdir, state.get());
    }

    private FrameReader openNow(Subdir subdir, SubdirState state) throws IOException {
        try {
            return store.openCatalog(subdir, state.generation());
        } catch (NoSuchFileException e) {
            throw new IOException("the account changed meanwhile: run the command again", e);
        }
    }

    @Override
    public LabelReport publish(SnapshotName name, SnapshotName label) throws MirrorException {
        return change("snapshot publish", context -> new SnapshotLabels(context).publish(name, label));
    }

    @Override
    public RestoreReport restore(SnapshotName name) throws MirrorException {
        return change("snapshot restore", context -> new SnapshotRestore(context).run(name));
    }

    @Override
    public SnapshotDeletion delete(SnapshotName name) throws MirrorException {
        return change("snapshot delete", context -> new SnapshotRemoval(context).run(name));
    }

    @Override
    public Hold hold(String reason) throws MirrorException {
        return change("hold", context -> {
            StateStore writable = context.work().store();
            if (writable.subdirs().isEmpty()) {
                throw new SnapshotException("account " + account, "nothing is published there that could be held");
            }
            Instant since = writable.hold().map(Hold::since).orElseGet(clock::instant);
            Hold hold = new Hold(reason, since);
            writable.saveHold(hold);
            return hold;
        });
    }

    @Override
    public Optional<Hold> release() throws MirrorException {
        return change("release", context -> {
            Optional<Hold> hold = context.work().store().hold();
            context.work().store().deleteHold();
            return hold;
        });
    }

    @Override
    public Optional<Hold> held() throws MirrorException {
        return read(store::hold);
    }

    private <T> T read(Reading<T> reading) throws MirrorException {
        try {
            return reading.run();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private <T> T change(String operation, Change<T> change) throws MirrorException {
        try (KeptLease lease = AccountLock.take(storage, account, operation, clock.instant(), lock);
                Scratch scratch = Scratch.of(storage, account)) {
            ChannelStorage fenced = lease.fence(storage);
            StateStore writable = new StateStore(fenced, account);
            Workplace work = new Workplace(fenced, writable, clock, new Events(listener), scratch.folder());
            SnapshotContext context = new SnapshotContext(work, new SnapshotStore(fenced, account), lease);
            SnapshotLabels.settle(fenced, context.snapshots());
            if (writable.hold().isEmpty()) {
                DueDeletions.run(fenced, writable, lease, work.scratch(), work.events(), clock.instant());
            }
            return change.run(context);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private MirrorException failed(IOException failure) {
        Optional<LockedException> lost = AccountLock.lost(account, failure);
        if (lost.isPresent()) {
            return lost.get();
        }
        // A storage whose thread is interrupted fails as if it were broken.
        if (Thread.currentThread().isInterrupted()) {
            return new MirrorCancelledException(
                    new MirrorReport(account, List.of(), 0, 0, 0, 0, List.of(), List.of(), 0, Duration.ZERO));
        }
        return FreeSpace.isExhausted(failure)
                ? FreeSpace.exhausted(account, failure)
                : new StorageException("account " + account, failure);
    }
}
