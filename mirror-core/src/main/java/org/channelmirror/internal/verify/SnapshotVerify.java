package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.merge.CatalogRebuild;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * Verifies one subdir of a snapshot. Most of its packages are files that the account or the snapshot before has too, and that were
 * hashed there: only others are.
 */
final class SnapshotVerify {

    private static final String INDEX = "repodata.json";

    private final VerifyContext context;
    private final SnapshotStore snapshots;
    private final SnapshotName name;
    private final Subdir subdir;
    private final String purpose;
    private final Shelf shelf;
    private long listed;
    private long bytes;

    /** The purpose tells the scratch files apart. */
    SnapshotVerify(VerifyContext context, SnapshotStore snapshots, SnapshotName name, Subdir subdir, String purpose) {
        this.context = context;
        this.snapshots = snapshots;
        this.name = name;
        this.subdir = subdir;
        this.purpose = purpose;
        this.shelf = fileName -> snapshots.published(name, subdir, fileName);
    }

    /** What was found of a snapshot; without subdirs if its record is damaged. */
    record Found(SnapshotName name, List<SnapshotIndexCheck.DamagedFile> records, List<FoundSubdir> subdirs) {

        boolean isIntact() {
            return records.isEmpty() && subdirs.stream().allMatch(FoundSubdir::isIntact);
        }
    }

    /** What was found of one subdir of it. */
    record FoundSubdir(
            Subdir subdir, VerifiedFiles files, List<SnapshotIndexCheck.DamagedFile> indexes, long listed, long bytes) {

        boolean isIntact() {
            return indexes.isEmpty() && files.damaged().isEmpty();
        }
    }

    FoundSubdir run(List<VerifiedFiles> others) throws IOException, InterruptedException {
        List<SnapshotIndexCheck.DamagedFile> indexes =
                new ArrayList<>(new SnapshotIndexCheck(context, snapshots, name, subdir).run());
        SubdirSources.Catalog catalog = () -> snapshots.openCatalog(name, subdir);
        Path damaged;
        try {
            damaged = walk(catalog, others);
        } catch (DamagedFileException e) {
            catalog = lost(indexes, "it is damaged: " + e.getMessage());
            damaged = walk(catalog, others);
        } catch (NoSuchFileException e) {
            catalog = lost(indexes, SnapshotIndexCheck.GONE);
            damaged = walk(catalog, others);
        }
        Optional<Path> some = Optional.of(damaged);
        try (FrameReader frames = new FrameReader(Files.newInputStream(damaged))) {
            some = frames.next() ? some : Optional.empty();
        }
        return new FoundSubdir(subdir, new VerifiedFiles(shelf, catalog, some), indexes, listed, bytes);
    }

    /** Without its catalog, which is told of, the snapshot is held to what its index says. */
    private SubdirSources.Catalog lost(List<SnapshotIndexCheck.DamagedFile> indexes, String reason) throws IOException {
        StoragePath path = snapshots.catalog(name, subdir);
        indexes.add(SnapshotIndexCheck.DamagedFile.alone(path, reason));
        try {
            return CatalogRebuild.fromPublished(
                    context.storage(), shelf.file(INDEX), context.scratch(), subdir + purpose + "-rebuilt");
        } catch (MalformedRepodataException | NoSuchFileException e) {
            return SubdirSources.Catalog.EMPTY;
        }
    }

    private Path walk(SubdirSources.Catalog catalog, List<VerifiedFiles> others)
            throws IOException, InterruptedException {
        Path own = context.scratch().resolve(subdir + purpose + "-own");
        findOwn(catalog, others, own);
        Path damaged =
                new PackageWalk(context, subdir, shelf).run(catalog, Optional.of(own), purpose + "-damaged-" + listed);
        Files.delete(own);
        return damaged;
    }

    /** Writes what no other has with the same bytes in the same file. */
    private void findOwn(SubdirSources.Catalog catalog, List<VerifiedFiles> others, Path target)
            throws IOException, InterruptedException {
        listed = 0;
        bytes = 0;
        List<FrameReader> readers = new ArrayList<>();
        readers.add(catalog.open());
        for (VerifiedFiles other : others) {
            readers.add(other.openCatalog());
            readers.add(other.openDamaged());
        }
        Holding entry = new Holding();
        try (FrameMerge merge = new FrameMerge(readers);
                FrameWriter out = new FrameWriter(Files.newOutputStream(target))) {
            while (merge.next()) {
                FrameReader inCatalog = merge.at(0);
                if (inCatalog == null || !entry.read(inCatalog).is(Holding.PUBLISHED)) {
                    continue;
                }
                context.checkCancelled();
                listed++;
                bytes += entry.size();
                if (!isVerified(entry, merge, others)) {
                    out.write(entry.payload());
                }
            }
            out.finish();
        }
    }

    private boolean isVerified(Holding entry, FrameMerge merge, List<VerifiedFiles> others) throws IOException {
        Holding known = new Holding();
        for (int i = 0; i < others.size(); i++) {
            FrameReader inOther = merge.at(1 + 2 * i);
            boolean isRight = inOther != null
                    && merge.at(2 + 2 * i) == null
                    && known.read(inOther).is(Holding.PUBLISHED)
                    && known.is(Holding.HAS_SHA256)
                    && entry.sha256Equals(known.sha256(), 0);
            if (isRight) {
                String file = entry.name().value();
                Optional<VersionToken> here = token(shelf.file(file));
                if (here.isPresent() && here.equals(token(others.get(i).shelf().file(file)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<VersionToken> token(StoragePath path) throws IOException {
        return context.storage().stat(path).map(StoredObject::token);
    }
}
