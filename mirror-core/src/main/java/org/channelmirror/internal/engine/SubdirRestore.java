package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.RestoreReport.RestoredSubdir;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Restores one subdir in durable steps: where files have to change, the indexes without them; the files; the catalog; the snapshot's
 * index files; the state. After each of them every index tells the truth.
 */
final class SubdirRestore {

    private final SnapshotContext context;
    private final Workplace work;
    private final StateStore store;
    private final SnapshotStore snapshots;
    private final SnapshotName name;
    private final Subdir subdir;
    private final Optional<SubdirState> wanted;
    private final CatalogSource catalogs;
    private final Path missing;
    private final Path replacing;
    private long broughtBack;
    private long replaced;
    private long unlisted;

    private SubdirRestore(SnapshotContext context, SnapshotName name, Subdir subdir, Optional<SubdirState> wanted) {
        this.context = context;
        this.work = context.work();
        this.store = work.store();
        this.snapshots = context.snapshots();
        this.name = name;
        this.subdir = subdir;
        this.wanted = wanted;
        this.catalogs = new CatalogSource(work, SyncMode.INCREMENTAL, subdir);
        this.missing = work.scratch().resolve(subdir + "-missing");
        this.replacing = work.scratch().resolve(subdir + "-replacing");
    }

    /** To what the snapshot has. */
    static SubdirRestore from(SnapshotContext context, SnapshotName name, Subdir subdir) throws IOException {
        SubdirState state = context.snapshots().subdir(name, subdir);
        return new SubdirRestore(context, name, subdir, Optional.of(state));
    }

    /** To an index that lists nothing, where the snapshot does not have the subdir. */
    static SubdirRestore toNothing(SnapshotContext context, SnapshotName name, Subdir subdir) {
        return new SubdirRestore(context, name, subdir, Optional.empty());
    }

    /** Finds what has to change; refuses a snapshot that is not whole. */
    void plan() throws IOException, IntegrityException {
        if (wanted.isPresent()) {
            for (PublishedFile file : wanted.get().files()) {
                StoragePath path = snapshots.published(name, subdir, file.name());
                if (work.storage().stat(path).isEmpty()) {
                    throw new IntegrityException(path.value(), "it is not there, so that the snapshot is not whole");
                }
            }
        }
        Holding then = new Holding();
        Holding now = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(openSnapshot(), catalogs.current().open()));
                FrameWriter missingOut = new FrameWriter(Files.newOutputStream(missing));
                FrameWriter replacingOut = new FrameWriter(Files.newOutputStream(replacing))) {
            while (merge.next()) {
                FrameReader inSnapshot = merge.at(0);
                FrameReader inAccount = merge.at(1);
                boolean isWanted = inSnapshot != null && then.read(inSnapshot).is(Holding.PUBLISHED);
                boolean isListed = inAccount != null && now.read(inAccount).is(Holding.PUBLISHED);
                boolean isSame = isWanted && inAccount != null && now.sameContent(then);
                if (isWanted && !(isSame && isInPlace(now))) {
                    refuseLost(then);
                    missingOut.write(then.payload());
                    broughtBack++;
                }
                if (isListed && !isWanted) {
                    unlisted++;
                }
                if (isListed && (wanted.isEmpty() || (isWanted && !isSame))) {
                    replacingOut.write(now.payload());
                    replaced++;
                }
            }
            missingOut.finish();
            replacingOut.finish();
        }
    }

    RestoredSubdir run() throws IOException {
        forgetJournal();
        if (wanted.isEmpty()) {
            // Nothing of upstream's is known any more: the next sync reads it whole.
            store.saveSubdir(subdir, withdraw().withoutInputs());
            return new RestoredSubdir(subdir, 0, 0, unlisted);
        }
        Optional<SubdirState> state = store.subdir(subdir);
        boolean agrees = state.isPresent() && PublishedFiles.areInPlace(work, subdir, state.get());
        // After a kill between the variants of an index one of them may name files that the catalog does not know of.
        if (replaced > 0 || (!agrees && generations().isAnyPublished())) {
            withdraw();
        }
        shareMissing();
        publish(wanted.get(), store.subdir(subdir));
        return new RestoredSubdir(subdir, wanted.get().packages(), broughtBack, unlisted);
    }

    private SubdirState withdraw() throws IOException {
        return generations()
                .withdraw(catalogs.current(), replacing, IndexHeader.empty(subdir), store.subdir(subdir));
    }

    private GenerationPublisher generations() {
        return new GenerationPublisher(work, subdir, "");
    }

    private void shareMissing() throws IOException {
        ShareBatch batch = context.batch();
        Holding entry = new Holding();
        try (FrameReader frames = new FrameReader(Files.newInputStream(missing))) {
            while (frames.next()) {
                String file = entry.read(frames).name().value();
                batch.add(snapshots.published(name, subdir, file), context.published(subdir, file));
            }
        }
        batch.flush();
    }

    private void publish(SubdirState then, Optional<SubdirState> before) throws IOException {
        long number = before.map(SubdirState::generation).orElse(0L) + 1;
        StagedOutput catalog = StagedOutput.fresh(work.storage(), store.stageKey(subdir, "catalog"));
        try (StagedWrite staged = catalog.staged()) {
            try (FrameWriter out = new FrameWriter(catalog)) {
                writeCatalog(out);
            }
            work.storage().publish(List.of(new Publication(staged, store.catalog(subdir, number))));
        }
        ShareBatch batch = context.batch();
        for (PublishedFile file : then.files()) {
            batch.add(snapshots.published(name, subdir, file.name()), context.published(subdir, file.name()));
        }
        batch.flush();
        List<PublishedFile> files = new ArrayList<>();
        for (PublishedFile file : then.files()) {
            files.add(new PublishedFile(file.name(), stored(file.name()).token(), file.sha256()));
        }
        OptionalLong seen = before.map(state -> state.times().seen()).orElse(OptionalLong.empty());
        SubdirState now = new SubdirState(
                number,
                SubdirState.Completeness.PARTIAL,
                "",
                then.packages(),
                then.bytes(),
                work.clock().instant(),
                files,
                List.of(),
                then.origins(),
                new SubdirState.Times(Optional.empty(), seen));
        store.saveSubdir(subdir, now);
        store.deleteOldCatalogs(subdir, number);
    }

    /** The snapshot's entries with the files they are here, and what else is stored, which no index lists. */
    private void writeCatalog(FrameWriter out) throws IOException {
        RestorePass pass = new RestorePass(out, this::stored);
        try (FrameMerge merge = new FrameMerge(List.of(openSnapshot(), catalogs.current().open()))) {
            while (merge.next()) {
                pass.write(merge.at(0), merge.at(1));
            }
        }
        out.finish();
    }

    private StoredObject stored(String file) throws IOException {
        StoragePath path = context.published(subdir, file);
        return work.storage().stat(path).orElseThrow(() -> new NoSuchFileException(path.value()));
    }

    private FrameReader openSnapshot() throws IOException {
        return wanted.isPresent() ? snapshots.openCatalog(name, subdir) : FrameReader.empty();
    }

    private boolean isInPlace(Holding entry) throws IOException {
        return !entry.is(Holding.UNVERIFIED)
                && work.storage()
                        .stat(context.published(subdir, entry.name().value()))
                        .filter(file -> file.token().equals(entry.token()))
                        .isPresent();
    }

    private void refuseLost(Holding entry) throws IOException, IntegrityException {
        StoragePath path = snapshots.published(name, subdir, entry.name().value());
        Optional<StoredObject> file = work.storage().stat(path);
        if (file.isEmpty() || (entry.is(Holding.HAS_SIZE) && file.get().size() != entry.size())) {
            throw new IntegrityException(
                    path.value(),
                    file.isEmpty() ? "it is not there, so that the snapshot is not whole" : "it has another size than listed");
        }
    }

    /** What arrived and was not published yet is found where it is, by the next sync. */
    private void forgetJournal() throws IOException {
        try (StagedWrite journal = work.storage().stage(store.journalKey(subdir))) {
            journal.discard();
        }
    }
}
