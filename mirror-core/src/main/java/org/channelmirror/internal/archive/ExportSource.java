package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.channelmirror.internal.archive.ManifestHeader.SubdirLine;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.merge.CatalogRebuild;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.side.SideFiles;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/**
 * Takes copies of a subdir's index and catalog that belong together, while others may publish. Without a lock: what is copied in the
 * middle of a publication is seen by its checksum, and taken again.
 */
final class ExportSource {

    private static final int ATTEMPTS = 50;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final ChannelStorage storage;
    private final ExportPlaces places;
    private final ExportSides sides;
    private final Path scratch;

    ExportSource(ChannelStorage storage, ExportPlaces places, ExportSides sides, Path scratch) {
        this.storage = storage;
        this.places = places;
        this.sides = sides;
        this.scratch = scratch;
    }

    /** Takes it; empty if nothing is published. */
    Optional<ExportedSubdir> take(Subdir subdir) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<SubdirState> state = places.state(subdir);
            if (state.isEmpty()) {
                return Optional.empty();
            }
            Optional<ExportedSubdir> taken = take(subdir, state.get());
            if (taken.isPresent()) {
                return Optional.of(sides.beside(taken.get()));
            }
            if (!places.mayChange()) {
                throw new ExportContent.DamagedPackageException(
                        places.file(subdir, ExportedSubdir.INDEX).value(),
                        "a file of the index is not there or not what it was, so that the snapshot is not whole");
            }
            LockSupport.parkNanos(PAUSE);
        }
        return Optional.of(sides.beside(fromIndex(subdir)));
    }

    private Optional<ExportedSubdir> take(Subdir subdir, SubdirState state) throws IOException {
        Map<String, Path> indexes = new HashMap<>();
        try {
            for (PublishedFile file : ArchiveIndex.exported(state)) {
                Path copy = copyOf(subdir, file.name());
                if (!copy(places.file(subdir, file.name()), copy).equals(file.sha256())) {
                    return Optional.empty();
                }
                indexes.put(file.name(), copy);
            }
            Path catalog = copyOf(subdir, "catalog");
            copy(places.catalog(subdir, state), catalog);
            return indexes.containsKey(ExportedSubdir.INDEX)
                    ? Optional.of(new ExportedSubdir(
                            line(subdir, state), SideFiles.listing(state), catalog, indexes, Map.of(), state.origins()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** After a kill between an index and its catalog nothing is there that belongs to it: the index tells what there is. */
    private ExportedSubdir fromIndex(Subdir subdir) throws IOException {
        SubdirState state = places.state(subdir)
                .orElseThrow(() -> new IOException("the state of " + subdir + " went away while it was read"));
        Path copy = copyOf(subdir, ExportedSubdir.INDEX);
        copy(places.file(subdir, ExportedSubdir.INDEX), copy);
        SubdirSources.Catalog rebuilt = CatalogRebuild.fromPublished(
                storage, places.file(subdir, ExportedSubdir.INDEX), scratch, subdir + "-rebuilt");
        Path catalog = copyOf(subdir, "catalog");
        Holding entry = new Holding();
        try (FrameReader frames = rebuilt.open();
                FrameWriter out = new FrameWriter(Files.newOutputStream(catalog))) {
            while (frames.next()) {
                out.write(entry.read(frames).payload());
            }
            out.finish();
        }
        return new ExportedSubdir(
                line(subdir, state),
                ExportedSubdir.ANOTHER,
                catalog,
                Map.of(ExportedSubdir.INDEX, copy),
                Map.of(),
                state.origins());
    }

    private static SubdirLine line(Subdir subdir, SubdirState state) {
        return new SubdirLine(subdir, state.generation(), state.published());
    }

    private Path copyOf(Subdir subdir, String what) {
        return scratch.resolve(subdir + "-export-" + what);
    }

    private String copy(StoragePath path, Path target) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = storage.open(path, ByteRange.ALL);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            in.transferTo(out);
        }
        return Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
    }
}
