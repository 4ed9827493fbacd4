package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Takes copies of the files beside a subdir's index, once that is taken. A sync publishes them behind the index: of one that was made
 * for another index what it tells of the packages of this one is taken.
 */
final class ExportSides {

    /** Of an index of which nobody knows what was made for it. */
    static final String ANY_LISTING = "";

    private static final int ATTEMPTS = 50;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final ChannelStorage storage;
    private final ExportPlaces places;
    private final Events events;
    private final Path scratch;

    ExportSides(ChannelStorage storage, ExportPlaces places, Events events, Path scratch) {
        this.storage = storage;
        this.places = places;
        this.events = events;
        this.scratch = scratch;
    }

    /** The same subdir with the files beside its index, which has this {@linkplain SideFiles#listing listing}. */
    ExportedSubdir beside(ExportedSubdir exported, String listing) throws IOException {
        Subdir subdir = exported.line().subdir();
        Map<String, Path> taken = new HashMap<>();
        for (SideFile side : SideFile.values()) {
            Optional<Side> copied = copied(subdir, side);
            if (copied.isPresent() && copied.get().listing().equals(listing)) {
                copied.get().files().forEach(file -> taken.put(file.name(), copyOf(subdir, file.name())));
            } else if (copied.isPresent()) {
                Path text = copyOf(subdir, side.fileName());
                taken.putAll(new SideNarrowing(events, scratch).narrow(side, exported, text));
            }
        }
        return exported.withSides(taken);
    }

    /** Copies one as it is known; what changes meanwhile is seen by its checksum, and copied again. */
    private Optional<Side> copied(Subdir subdir, SideFile side) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Side> known = places.sides(subdir).side(side.fileName());
            Optional<PublishedFile> other = known.isEmpty() ? Optional.empty() : other(subdir, known.get());
            if (other.isEmpty()) {
                return known;
            }
            boolean isChanging = places.areSidesChanging(subdir);
            if (!isChanging && places.sides(subdir).side(side.fileName()).equals(known)) {
                refuseDamaged(places.file(subdir, other.get().name()), other.get());
                break;
            }
            LockSupport.parkNanos(PAUSE);
        }
        events.warn(
                subdir + "/" + side.fileName(),
                "it is not the one that was published, and is left out: sync makes it anew");
        return Optional.empty();
    }

    /** The first of its files that is not what it was when it was published. */
    private Optional<PublishedFile> other(Subdir subdir, Side known) throws IOException {
        for (PublishedFile file : known.files()) {
            StoragePath path = places.file(subdir, file.name());
            try (DigestInputStream in = new DigestInputStream(
                            storage.open(path, ByteRange.ALL), DigestAlgorithm.SHA256.newDigest());
                    OutputStream out = Files.newOutputStream(copyOf(subdir, file.name()))) {
                in.transferTo(out);
                byte[] digest = in.getMessageDigest().digest();
                if (!Digest.of(DigestAlgorithm.SHA256, digest).hex().equals(file.sha256())) {
                    return Optional.of(file);
                }
            } catch (NoSuchFileException e) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** What somebody wrote is made anew by the next sync; what nobody wrote and is another is damaged. */
    private void refuseDamaged(StoragePath path, PublishedFile file) throws IOException {
        Optional<StoredObject> stored = storage.stat(path);
        if (stored.isPresent() && stored.get().token().equals(file.token())) {
            throw new ExportContent.DamagedPackageException(
                    path.value(), "its bytes are not the ones that were published: verify --repair makes it anew");
        }
    }

    private Path copyOf(Subdir subdir, String fileName) {
        return scratch.resolve(subdir + "-export-" + fileName);
    }
}
