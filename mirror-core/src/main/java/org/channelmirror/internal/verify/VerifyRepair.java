package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.api.VerifyReport.OutsideCounts;
import org.channelmirror.internal.engine.SyncOperation;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.side.RootFiles;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Mends what was found: keeps the bad bytes in the quarantine, notes in the journals that nobody knows what is stored, and syncs,
 * which looks again, fetches what it can, and publishes indexes without the rest. Killed at any instant it leaves no more than a
 * sync has to do. Bad bytes that no index names any more go last.
 */
final class VerifyRepair {

    private static final int BATCH = 512;

    private final Engine engine;
    private final SyncRequest request;
    private final VerifyContext context;
    private final KeptLease lease;
    private final Workplace work;
    private Optional<MirrorReport> synced = Optional.empty();

    VerifyRepair(Engine engine, SyncRequest request, VerifyContext context, KeptLease lease) {
        this.engine = engine;
        this.request = request;
        this.context = context;
        this.lease = lease;
        this.work =
                new Workplace(context.storage(), context.store(), engine.clock(), context.events(), context.scratch());
    }

    /** What became of the damaged files of one subdir. */
    record Outcome(long repaired, long takenOut) {

        static final Outcome NONE = new Outcome(0, 0);
    }

    /** What the sync came to, if there was one. */
    Optional<MirrorReport> synced() {
        return synced;
    }

    /** Does what can be done for all subdirs together, and the channel's root. */
    void run(List<SubdirVerify.Found> damaged, RootVerify root)
            throws IOException, InterruptedException, MirrorException {
        boolean needsSync = root.prepare(new RootFiles(work));
        for (SubdirVerify.Found found : damaged) {
            boolean isWhole = new IndexRepair(work, found.subdir()).run(found.indexes());
            needsSync |= !isWhole;
            if (found.missing() + found.corrupt() > 0) {
                doubt(found.subdir(), found.packages());
                needsSync = true;
            }
        }
        if (needsSync) {
            sync();
        }
    }

    /** Looks at the channel's root and the labels again. */
    OutsideCounts mended(RootVerify root) throws IOException {
        return root.mended(new RootFiles(work));
    }

    private void sync() throws MirrorException {
        try {
            synced = Optional.of(new SyncOperation(engine, request).run(lease));
        } catch (MirrorCancelledException | LockedException e) {
            throw e;
        } catch (MirrorException e) {
            context.events().warn("repair", "the sync that was to fetch what is damaged failed: " + e.getMessage());
        }
    }

    private void doubt(Subdir subdir, Path packages) throws IOException, InterruptedException {
        try (Journal journal = Journal.open(context.storage(), context.store().journalKey(subdir), context.scratch());
                FrameReader frames = read(packages)) {
            List<ByteBuffer> doubts = new ArrayList<>();
            while (frames.next()) {
                context.checkCancelled();
                Damage damage = Damage.read(frames);
                if (damage.kind() == Kind.CORRUPT) {
                    StoragePath bad =
                            context.store().published(subdir, damage.file().value());
                    context.storage()
                            .share(
                                    bad,
                                    context.store()
                                            .quarantine(subdir, damage.file().value()));
                }
                byte[] name = damage.file().value().getBytes(StandardCharsets.US_ASCII);
                doubts.add(new Holding()
                        .begin(damage.section(), name)
                        .set(Holding.UNVERIFIED)
                        .payload());
                if (doubts.size() == BATCH) {
                    journal.append(doubts);
                    doubts.clear();
                }
            }
            if (!doubts.isEmpty()) {
                journal.append(doubts);
            }
        }
    }

    /** Looks at one subdir again, and reports what became of each damaged file. */
    Outcome report(SubdirVerify.Found found, FindingFile findings) throws IOException, InterruptedException {
        SubdirVerify.Checked now =
                new SubdirVerify(context, found.subdir(), findings).again(found.packages(), "-damaged-still");
        long repaired = 0;
        long takenOut = 0;
        List<String> indexes =
                now.indexes().stream().map(IndexCheck.DamagedIndex::fileName).toList();
        for (IndexCheck.DamagedIndex index : found.indexes()) {
            Repair repair = indexes.contains(index.fileName()) ? Repair.FAILED : Repair.REPAIRED;
            repaired += repair == Repair.REPAIRED ? 1 : 0;
            findings.add(VerifyOperation.finding(context, found.subdir(), index, repair));
        }
        try (FrameMerge merge = SortedFrames.open(List.of(found.packages(), now.damaged()));
                FrameMerge all = new FrameMerge(
                        List.of(read(found.packages()), now.catalog().open()))) {
            while (all.next()) {
                if (all.at(0) == null) {
                    continue;
                }
                merge.next();
                Repair repair =
                        merge.at(1) != null ? Repair.FAILED : isListed(all.at(1)) ? Repair.REPAIRED : Repair.TAKEN_OUT;
                Damage damage = Damage.read(merge.first());
                repaired += repair == Repair.REPAIRED ? 1 : 0;
                if (repair == Repair.TAKEN_OUT) {
                    takenOut++;
                    deleteBad(found.subdir(), damage);
                }
                findings.add(finding(found.subdir(), damage, repair));
            }
        }
        return new Outcome(repaired, takenOut);
    }

    private static boolean isListed(@Nullable FrameReader inCatalog) {
        return inCatalog != null && new Holding().read(inCatalog).is(Holding.PUBLISHED);
    }

    private VerifyFinding finding(Subdir subdir, Damage damage, Repair repair) {
        VerifyFinding finding = damage.finding(context.shelf(subdir), subdir, repair);
        if (damage.kind() != Kind.CORRUPT) {
            return finding;
        }
        String kept = finding.reason() + " (kept as "
                + context.store().quarantine(subdir, damage.file().value()) + ")";
        return new VerifyFinding(Optional.of(subdir), finding.path(), finding.kind(), kept, finding.size(), repair);
    }

    /** Who knows the URL of a hidden file could read it still. */
    private void deleteBad(Subdir subdir, Damage damage) throws IOException {
        StoragePath path = context.store().published(subdir, damage.file().value());
        boolean isBad = damage.version().isPresent()
                && context.storage().stat(path).map(StoredObject::token).equals(damage.version());
        if (isBad) {
            context.storage().delete(List.of(path));
        }
    }

    private static FrameReader read(Path file) throws IOException {
        return new FrameReader(Files.newInputStream(file));
    }
}
