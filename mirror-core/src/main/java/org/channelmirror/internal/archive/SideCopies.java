package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Copies of published files besides the indexes. What others change meanwhile is seen by its checksum, and copied again. */
final class SideCopies {

    private static final int ATTEMPTS = 50;
    /** So often a file is looked at that is not what is known of it, and that nobody says he changes. */
    private static final int UNEXPLAINED = 10;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final ChannelStorage storage;
    private final Events events;
    private final Path scratch;

    SideCopies(ChannelStorage storage, Events events, Path scratch) {
        this.storage = storage;
        this.events = events;
        this.scratch = scratch;
    }

    /** Where one is published, in all its forms. */
    interface Place {

        /** A subdir's name, or that of the channel's root. */
        String folder();

        /** Its name without that of a compression. */
        String name();

        /** What is known of it now. */
        Optional<Side> known() throws IOException;

        /** Whether somebody says that he replaces it. */
        boolean isChanging() throws IOException;

        StoragePath path(String fileName);
    }

    /** Copies one; what is known of the copy. Empty if it is not there, or nobody knows what it is. */
    Optional<Side> take(Place place) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<Side> known = place.known();
            Optional<PublishedFile> other = known.isEmpty() ? Optional.empty() : other(place, known.get());
            if (other.isEmpty()) {
                return known;
            }
            boolean isChanging = place.isChanging();
            if (!isChanging && place.known().equals(known)) {
                refuseDamaged(place.path(other.get().name()), other.get());
                if (attempt >= UNEXPLAINED) {
                    break;
                }
            }
            LockSupport.parkNanos(PAUSE);
        }
        events.warn(
                place.folder() + "/" + place.name(),
                "it is not the one that was published, and is left out: sync makes it anew");
        return Optional.empty();
    }

    /** The copy of a file. */
    Path of(String folder, String fileName) {
        return scratch.resolve(folder + "-export-" + fileName);
    }

    /** The first of its files that is not what it was when it was published. */
    private Optional<PublishedFile> other(Place place, Side known) throws IOException {
        for (PublishedFile file : known.files()) {
            try (DigestInputStream in = new DigestInputStream(
                            storage.open(place.path(file.name()), ByteRange.ALL), DigestAlgorithm.SHA256.newDigest());
                    OutputStream out = Files.newOutputStream(of(place.folder(), file.name()))) {
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
}
