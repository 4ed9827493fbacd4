package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** The bytes of exported packages, as they were when the export began. Used by one thread. */
final class ExportContent {

    private final ChannelStorage storage;
    private final StateStore store;
    private final ExportPin pin;
    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    private final byte[] buffer = new byte[1 << 17];

    /** A stored package is not what the catalog says. */
    static final class DamagedPackageException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String path;

        DamagedPackageException(String path, String problem) {
            super(problem);
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    ExportContent(ChannelStorage storage, StateStore store, ExportPin pin) {
        this.storage = storage;
        this.store = store;
        this.pin = pin;
    }

    /** Copies a package, hashing it on the way. */
    void copy(Subdir subdir, Holding holding, OutputStream out) throws IOException {
        String name = holding.name().value();
        try (InputStream in = open(subdir, holding)) {
            digest.reset();
            long left = holding.size();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new DamagedPackageException(subdir + "/" + name, "the stored file lacks " + left + " bytes");
                }
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                left -= count;
            }
            if (in.read() >= 0) {
                throw new DamagedPackageException(
                        subdir + "/" + name, "the stored file has more than " + holding.size() + " bytes");
            }
        }
        Digest found = Digest.of(DigestAlgorithm.SHA256, digest.digest());
        Digest expected = Digest.of(DigestAlgorithm.SHA256, holding.sha256());
        if (!found.equals(expected)) {
            throw new DamagedPackageException(subdir + "/" + name, "expected " + expected + ", got " + found);
        }
    }

    /** Finds what the catalog does not know of a file. */
    void complete(Subdir subdir, Holding holding) throws IOException {
        digest.reset();
        long size = 0;
        try (InputStream in = open(subdir, holding)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
        }
        holding.size(size).sha256(digest.digest());
    }

    /** What was opened stays what it is; only then is it looked whether it is still what was listed. */
    private InputStream open(Subdir subdir, Holding holding) throws IOException {
        String name = holding.name().value();
        StoragePath path = store.published(subdir, name);
        InputStream in;
        try {
            in = storage.open(path, ByteRange.ALL);
        } catch (NoSuchFileException e) {
            return kept(subdir, name);
        }
        if (holding.is(Holding.UNVERIFIED)
                || storage.stat(path)
                        .map(StoredObject::token)
                        .filter(holding.token()::equals)
                        .isPresent()) {
            return in;
        }
        try {
            InputStream before = storage.open(pin.kept(subdir, name), ByteRange.ALL);
            in.close();
            return before;
        } catch (NoSuchFileException e) {
            // Somebody touched it; its checksum tells whether that did harm.
            return in;
        }
    }

    private InputStream kept(Subdir subdir, String name) throws IOException {
        try {
            return storage.open(pin.kept(subdir, name), ByteRange.ALL);
        } catch (NoSuchFileException e) {
            throw new DamagedPackageException(subdir + "/" + name, "the stored file is missing");
        }
    }
}
