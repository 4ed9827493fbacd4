package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyReport.OutsideCounts;
import org.channelmirror.api.VerifyReport.SnapshotCounts;
import org.channelmirror.api.VerifyReport.SubdirCounts;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.operation.AccountHold;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.Filling;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoredObject;

/** Compares what an account's indexes list with what is stored, and mends it if it is asked to. */
public final class VerifyOperation {

    private final Engine engine;
    private final VerifyRequest request;
    private final Events events;
    private final Instant started;

    public VerifyOperation(Engine engine, VerifyRequest request) {
        this.engine = engine;
        this.request = request;
        this.events = new Events(engine.listener());
        this.started = engine.clock().instant();
    }

    /** Runs it; only a repair takes the account's lock and writes. */
    public VerifyReport run() throws MirrorException {
        try {
            FindingFile findings = FindingFile.create();
            boolean isDone = false;
            try {
                VerifyReport report = run(findings);
                isDone = true;
                return report;
            } finally {
                if (!isDone) {
                    findings.close();
                }
            }
        } catch (IOException e) {
            Optional<LockedException> lost = AccountLock.lost(request.account(), e);
            if (lost.isPresent()) {
                throw lost.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw cancelled();
            }
            throw new StorageException("account " + request.account(), e);
        } catch (InterruptedException e) {
            if (!request.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw cancelled();
        }
    }

    private VerifyReport run(FindingFile findings) throws IOException, InterruptedException, MirrorException {
        try (Scratch scratch = Scratch.temporary()) {
            if (request.repair().isEmpty()) {
                VerifyContext context = context(request.target(), scratch);
                return report(context, verify(context, findings), findings);
            }
            SyncRequest sync = request.repair().get();
            try (KeptLease lease =
                    AccountLock.take(request.target(), request.account(), "verify --repair", started, sync.lock())) {
                VerifyContext context = context(lease.fence(request.target()), scratch);
                AccountHold.refuse(context.store());
                Filling.of(sync, context.store()).refuseForeign();
                return repair(context, sync, lease, findings);
            }
        }
    }

    private VerifyContext context(ChannelStorage storage, Scratch scratch) {
        return new VerifyContext(
                storage,
                new StateStore(storage, request.account()),
                events,
                scratch.folder(),
                engine.maxParallel(),
                request.cancellation());
    }

    private List<SubdirVerify.Found> verify(VerifyContext context, FindingFile findings)
            throws IOException, InterruptedException {
        List<SubdirVerify.Found> all = new ArrayList<>();
        for (Subdir subdir : subdirs(context)) {
            SubdirVerify.Found found = new SubdirVerify(context, subdir, findings).run();
            all.add(found);
            if (found.isIntact()) {
                Files.delete(found.packages());
            }
        }
        return all;
    }

    /** Those with a state, and those with an index or anything else that conda would look for. */
    private static List<Subdir> subdirs(VerifyContext context) throws IOException {
        TreeSet<Subdir> all = new TreeSet<>(context.store().subdirs());
        for (Subdir known : Subdir.KNOWN) {
            for (String name : IndexFormats.fileNames()) {
                Optional<StoredObject> index =
                        context.storage().stat(context.store().published(known, name));
                if (index.isPresent()) {
                    all.add(known);
                }
            }
        }
        return List.copyOf(all);
    }

    /** Without a repair: the report of what was found. */
    private VerifyReport report(VerifyContext context, List<SubdirVerify.Found> all, FindingFile findings)
            throws IOException, InterruptedException {
        List<SubdirCounts> counts = new ArrayList<>();
        for (SubdirVerify.Found found : all) {
            for (IndexCheck.DamagedIndex index : found.indexes()) {
                findings.add(finding(context, found.subdir(), index, Repair.NOT_TRIED));
            }
            if (!found.isIntact()) {
                try (FrameReader frames = new FrameReader(Files.newInputStream(found.packages()))) {
                    while (frames.next()) {
                        findings.add(Damage.read(frames)
                                .finding(context.shelf(found.subdir()), found.subdir(), Repair.NOT_TRIED));
                    }
                }
            }
            counts.add(counts(found, VerifyRepair.Outcome.NONE));
        }
        List<SnapshotCounts> snapshots = new ArrayList<>();
        for (SnapshotVerify.Found found : new SnapshotsVerify(context).run(all)) {
            snapshots.add(new SnapshotFindings(context, findings).untouched(found));
        }
        RootVerify root = new RootVerify(context, findings);
        root.look();
        return report(counts, snapshots, root.untouched(), findings, Optional.empty());
    }

    private VerifyReport repair(VerifyContext context, SyncRequest sync, KeptLease lease, FindingFile findings)
            throws IOException, InterruptedException, MirrorException {
        List<SubdirVerify.Found> all = verify(context, findings);
        List<SubdirVerify.Found> damaged =
                all.stream().filter(found -> !found.isIntact()).toList();
        List<SnapshotVerify.Found> ofSnapshots = new SnapshotsVerify(context).run(all);
        RootVerify root = new RootVerify(context, findings);
        root.lookAlone();
        VerifyRepair repair = new VerifyRepair(engine, sync, context, lease);
        repair.run(damaged, root);
        List<SubdirCounts> counts = new ArrayList<>();
        for (SubdirVerify.Found found : all) {
            counts.add(counts(found, found.isIntact() ? VerifyRepair.Outcome.NONE : repair.report(found, findings)));
        }
        List<SnapshotCounts> snapshots = new ArrayList<>();
        for (SnapshotVerify.Found found : ofSnapshots) {
            snapshots.add(new SnapshotFindings(context, findings).mended(found));
        }
        return report(counts, snapshots, repair.mended(root), findings, repair.synced());
    }

    private VerifyReport report(
            List<SubdirCounts> counts,
            List<SnapshotCounts> snapshots,
            OutsideCounts outside,
            FindingFile findings,
            Optional<MirrorReport> synced)
            throws IOException {
        return new VerifyReport(
                request.account(),
                counts,
                snapshots,
                outside,
                findings.finish(),
                synced,
                events.warnings(),
                Duration.between(started, engine.clock().instant()));
    }

    private static SubdirCounts counts(SubdirVerify.Found found, VerifyRepair.Outcome outcome) {
        return new SubdirCounts(
                found.subdir(),
                found.listed(),
                found.bytes(),
                found.missing(),
                found.corrupt(),
                found.indexes().size(),
                outcome.repaired(),
                outcome.takenOut(),
                found.unlisted(),
                found.unlistedBytes());
    }

    static VerifyFinding finding(VerifyContext context, Subdir subdir, IndexCheck.DamagedIndex index, Repair repair)
            throws IOException {
        var path = context.store().published(subdir, index.fileName());
        Optional<StoredObject> stored = context.storage().stat(path);
        OptionalLong size = stored.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(stored.get().size());
        return new VerifyFinding(Optional.of(subdir), path, Kind.DAMAGED_INDEX, index.reason(), size, repair);
    }

    private MirrorCancelledException cancelled() {
        return new MirrorCancelledException(new MirrorReport(
                request.account(),
                List.of(),
                0,
                0,
                0,
                0,
                List.of(),
                events.warnings(),
                events.listenerErrors(),
                Duration.between(started, engine.clock().instant())));
    }
}
