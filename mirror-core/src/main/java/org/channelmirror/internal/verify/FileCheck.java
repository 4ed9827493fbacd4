package org.channelmirror.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Optional;
import org.channelmirror.internal.fetch.PackageCheck;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Compares a stored package with the entry of a catalog, by the best that the entry knows. Thread-safe. */
final class FileCheck {

    private final ChannelStorage storage;
    private final Shelf shelf;

    FileCheck(ChannelStorage storage, Shelf shelf) {
        this.storage = storage;
        this.shelf = shelf;
    }

    /** What is wrong, if anything is. */
    Optional<Damage> check(Holding entry) throws IOException {
        StoragePath path = shelf.file(entry.name().value());
        Optional<StoredObject> stored = storage.stat(path);
        if (stored.isEmpty()) {
            return Optional.of(Damage.missing(entry.section(), entry.name()));
        }
        try {
            return problem(entry, path, stored.get())
                    .map(reason -> Damage.corrupt(entry.section(), entry.name(), stored.get(), reason));
        } catch (NoSuchFileException e) {
            return Optional.of(Damage.missing(entry.section(), entry.name()));
        } catch (IOException e) {
            // A disk that cannot read a file has lost it; a server that cannot be reached has not.
            if (storage.localPath(path).isEmpty() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return Optional.of(Damage.corrupt(
                    entry.section(), entry.name(), stored.get(), "it cannot be read: " + e.getMessage()));
        }
    }

    private Optional<String> problem(Holding entry, StoragePath path, StoredObject stored) throws IOException {
        if (entry.is(Holding.HAS_SIZE) && entry.size() != stored.size()) {
            return Optional.of("expected " + entry.size() + " bytes, got " + stored.size());
        }
        if (entry.is(Holding.HAS_SHA256)) {
            return compare(Digest.of(DigestAlgorithm.SHA256, entry.sha256()), path);
        }
        if (entry.is(Holding.HAS_MD5)) {
            return compare(Digest.of(DigestAlgorithm.MD5, entry.md5()), path);
        }
        return open(entry, path);
    }

    private Optional<String> compare(Digest expected, StoragePath path) throws IOException {
        MessageDigest digest = expected.algorithm().newDigest();
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        Digest found = Digest.of(expected.algorithm(), digest.digest());
        return expected.equals(found) ? Optional.empty() : Optional.of("expected " + expected + ", got " + found);
    }

    /** Nothing else is known of it. */
    private Optional<String> open(Holding entry, StoragePath path) throws IOException {
        InputStream in = storage.open(path, ByteRange.ALL);
        try {
            PackageCheck.check(entry.section(), in);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be opened as a package: " + e.getMessage());
        }
    }
}
