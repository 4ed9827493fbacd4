package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.RestoreReport.RestoredSubdir;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.ShareBatch;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.publish.GenerationPublisher;
import org.channelmirror.internal.publish.GenerationPublisher.Generation;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.publish.IndexRewrite;
import org.channelmirror.internal.publish.PublishedFiles;
import org.channelmirror.internal.shards.StagedShards.Trust;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Restores one subdir in durable steps: where files have to change, the indexes without them; the files; the catalog; the snapshot's
 * index files; the state; the files beside the index. After each of them every index tells the truth.
 */
final class SubdirRestore {

    /** No sync asked for this. */
    private static final String NO_SETTINGS = "";

    private final SnapshotContext context;
    private final Workplace work;
    private final StateStore store;
    private final SnapshotStore snapshots;
    private final SnapshotName name;
    private final Subdir subdir;
    private final Optional<SubdirSources.Catalog> wanted;
    private final SubdirSources.Catalog current;
    private final RestorePlan plan;

    private SubdirRestore(
            SnapshotContext context,
            SnapshotName name,
            Subdir subdir,
            Optional<SubdirSources.Catalog> wanted,
            SubdirSources.Catalog current,
            RestorePlan plan) {
        this.context = context;
        this.work = context.work();
        this.store = work.store();
        this.snapshots = context.snapshots();
        this.name = name;
        this.subdir = subdir;
        this.wanted = wanted;
        this.current = current;
        this.plan = plan;
    }

    /** Finds what has to change so that the subdir is as in the snapshot; refuses a snapshot that is not whole. */
    static SubdirRestore toSnapshot(SnapshotContext context, SnapshotName name, Subdir subdir)
            throws IOException, IntegrityException {
        for (PublishedFile file : context.snapshots().subdir(name, subdir).files()) {
            refuseDamaged(context, context.snapshots().published(name, subdir, file.name()), file);
        }
        SubdirSources.Catalog wanted = () -> context.snapshots().openCatalog(name, subdir);
        if (isDamaged(wanted)) {
            throw DamagedSnapshot.at(
                    context.snapshots().catalog(name, subdir).value(),
                    "it is damaged, so that the snapshot is not whole");
        }
        return of(context, name, subdir, Optional.of(wanted));
    }

    private static void refuseDamaged(SnapshotContext context, StoragePath path, PublishedFile file)
            throws IOException, IntegrityException {
        try (InputStream in = context.storage().open(path, ByteRange.ALL)) {
            if (!sha256(in).equals(file.sha256())) {
                throw DamagedSnapshot.at(path.value(), "it is not what it was, so that the snapshot is not whole");
            }
        } catch (NoSuchFileException e) {
            throw DamagedSnapshot.at(path.value(), "it is not there, so that the snapshot is not whole");
        }
    }

    private static String sha256(InputStream in) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, DigestAlgorithm.SHA256.newDigest());
        digested.transferTo(OutputStream.nullOutputStream());
        return Digest.of(DigestAlgorithm.SHA256, digested.getMessageDigest().digest())
                .hex();
    }

    /** Finds what has to change so that the subdir lists nothing, since the snapshot does not have it. */
    static SubdirRestore toNothing(SnapshotContext context, SnapshotName name, Subdir subdir)
            throws IOException, IntegrityException {
        return of(context, name, subdir, Optional.empty());
    }

    private static SubdirRestore of(
            SnapshotContext context, SnapshotName name, Subdir subdir, Optional<SubdirSources.Catalog> wanted)
            throws IOException, IntegrityException {
        CatalogSource catalogs = new CatalogSource(context.work(), SyncMode.INCREMENTAL, subdir);
        SubdirSources.Catalog current = catalogs.current();
        if (isDamaged(current)) {
            current = catalogs.rebuilt();
        }
        RestorePlan plan = RestorePlan.of(context, name, subdir, wanted, current);
        return new SubdirRestore(context, name, subdir, wanted, current, plan);
    }

    /** Every frame is checked as it is read. */
    private static boolean isDamaged(SubdirSources.Catalog catalog) throws IOException {
        try (FrameReader frames = catalog.open()) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = frames.next();
            }
            return false;
        } catch (DamagedFileException e) {
            return true;
        }
    }

    RestoredSubdir run() throws IOException {
        RestoredSubdir restored = restore();
        new SideSnapshots(context, name).restore(subdir);
        return restored;
    }

    private RestoredSubdir restore() throws IOException {
        forgetJournal();
        if (wanted.isEmpty()) {
            // Nothing of upstream's is known any more: the next sync reads it whole.
            store.saveSubdir(subdir, withdraw().withoutInputs());
            return new RestoredSubdir(subdir, 0, 0, plan.counts().unlisted());
        }
        SubdirSources.Catalog held = current;
        if (plan.counts().replacing() > 0 || !doIndexesAgree()) {
            SubdirState withdrawn = withdraw();
            held = () -> store.openCatalog(subdir, withdrawn.generation());
        }
        shareMissing();
        SubdirState then = snapshots.subdir(name, subdir);
        publish(then, wanted.get(), held);
        return new RestoredSubdir(
                subdir, then.packages(), plan.counts().missing(), plan.counts().unlisted());
    }

    /** What arrived and was not published yet is found where it is, by the next sync. */
    private void forgetJournal() throws IOException {
        try (StagedWrite journal = work.storage().stage(store.journalKey(subdir))) {
            journal.discard();
        }
    }

    /** After a kill between the variants of an index one of them may name files that the catalog does not know of. */
    private boolean doIndexesAgree() throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        return (state.isPresent() && PublishedFiles.areInPlace(work, subdir, state.get()))
                || !generations().isAnyPublished();
    }

    private SubdirState withdraw() throws IOException {
        return generations().withdraw(current, plan.replacing(), IndexHeader.empty(subdir), store.subdir(subdir));
    }

    /** Forms that are published now stay, and those of the snapshot come back. */
    private GenerationPublisher generations() throws IOException {
        Set<IndexFormat> then = EnumSet.of(IndexFormat.JSON);
        if (wanted.isPresent()) {
            SubdirState state = snapshots.subdir(name, subdir);
            for (IndexFormat format : IndexFormat.values()) {
                if (IndexFormats.fileNames(format).stream()
                        .anyMatch(file -> state.file(file).isPresent())) {
                    then.add(format);
                }
            }
        }
        return new GenerationPublisher(
                work, subdir, NO_SETTINGS, () -> IndexFormats.inForce(work, subdir, then, Trust.LIST));
    }

    private void shareMissing() throws IOException {
        ShareBatch batch = context.batch();
        Holding entry = new Holding();
        try (FrameReader frames = new FrameReader(Files.newInputStream(plan.missing()))) {
            while (frames.next()) {
                String file = entry.read(frames).name().value();
                batch.add(snapshots.published(name, subdir, file), context.published(subdir, file));
            }
        }
        batch.flush();
    }

    /** The index files are written anew, not shared: a reader that goes by their time must not take them for the older ones they are. */
    private void publish(SubdirState then, SubdirSources.Catalog listed, SubdirSources.Catalog held)
            throws IOException {
        Optional<SubdirState> before = store.subdir(subdir);
        Path catalog = writeCatalog(listed, held);
        StoragePath text = snapshots.published(name, subdir, Variant.JSON.fileName());
        GenerationPublisher generations = generations();
        Generation generation =
                IndexRewrite.stage(work, generations, SubdirSources.Catalog.of(catalog), text, before, subdir);
        OptionalLong seen = before.map(state -> state.times().seen()).orElse(OptionalLong.empty());
        SubdirState state = generations.publish(
                generation,
                List.of(),
                then.origins(),
                SubdirState.Completeness.PARTIAL,
                before,
                new SubdirState.Times(Optional.empty(), seen));
        store.saveSubdir(subdir, state);
        store.deleteOldCatalogs(subdir, state.generation());
    }

    private Path writeCatalog(SubdirSources.Catalog listed, SubdirSources.Catalog held) throws IOException {
        Path catalog = work.scratch().resolve(subdir + "-restored");
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(catalog));
                FrameMerge merge = new FrameMerge(List.of(listed.open(), held.open()))) {
            RestorePass pass = new RestorePass(out, this::stored);
            while (merge.next()) {
                pass.write(merge.at(0), merge.at(1));
            }
            out.finish();
        }
        return catalog;
    }

    private StoredObject stored(String file) throws IOException {
        StoragePath path = context.published(subdir, file);
        return work.storage().stat(path).orElseThrow(() -> new NoSuchFileException(path.value()));
    }
}
