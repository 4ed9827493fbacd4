package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.channelmirror.internal.operation.ExportPin;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** The bytes of exported packages, as they were when the export began. Thread-safe. */
final class ExportContent {

    private static final int BUFFER = 1 << 17;
    private static final String MISSING = "the stored file is missing";

    private final ChannelStorage storage;
    private final ExportPlaces places;
    private final ExportPin pin;

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

    ExportContent(ChannelStorage storage, ExportPlaces places, ExportPin pin) {
        this.storage = storage;
        this.places = places;
        this.pin = pin;
    }

    /** The whole of a small package, verified. */
    byte[] read(Subdir subdir, Holding holding) throws IOException {
        String name = holding.name().value();
        try {
            return read(places.file(subdir, name), subdir, holding);
        } catch (NoSuchFileException e) {
            return readKept(subdir, holding, new DamagedPackageException(subdir + "/" + name, MISSING));
        } catch (DamagedPackageException e) {
            return readKept(subdir, holding, e);
        }
    }

    /** Whoever replaced it left the bytes before. */
    private byte[] readKept(Subdir subdir, Holding holding, DamagedPackageException damaged) throws IOException {
        try {
            return read(pin.kept(subdir, holding.name().value()), subdir, holding);
        } catch (NoSuchFileException e) {
            throw damaged;
        }
    }

    private byte[] read(StoragePath path, Subdir subdir, Holding holding) throws IOException {
        byte[] bytes = new byte[(int) holding.size()];
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            checkSize(subdir, holding, bytes.length - in.readNBytes(bytes, 0, bytes.length), in);
        }
        check(subdir, holding, DigestAlgorithm.SHA256.newDigest().digest(bytes));
        return bytes;
    }

    /** Copies a package, hashing it on the way. */
    void copy(Subdir subdir, Holding holding, OutputStream out) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(subdir, holding)) {
            long left = holding.size();
            for (int count = 0; left > 0 && count >= 0; left -= Math.max(count, 0)) {
                count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count > 0) {
                    digest.update(buffer, 0, count);
                    out.write(buffer, 0, count);
                }
            }
            checkSize(subdir, holding, left, in);
        }
        check(subdir, holding, digest.digest());
    }

    private static void checkSize(Subdir subdir, Holding holding, long lacking, InputStream in) throws IOException {
        String path = subdir + "/" + holding.name();
        if (lacking > 0) {
            throw new DamagedPackageException(path, "the stored file lacks " + lacking + " bytes");
        }
        if (in.read() >= 0) {
            throw new DamagedPackageException(path, "the stored file has more than " + holding.size() + " bytes");
        }
    }

    private static void check(Subdir subdir, Holding holding, byte[] sha256) throws IOException {
        if (!holding.sha256Equals(sha256, 0)) {
            Digest expected = Digest.of(DigestAlgorithm.SHA256, holding.sha256());
            throw new DamagedPackageException(
                    subdir + "/" + holding.name(),
                    "expected " + expected + ", got " + Digest.of(DigestAlgorithm.SHA256, sha256));
        }
    }

    /** Finds what the catalog does not know of a file. */
    void complete(Subdir subdir, Holding holding) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        byte[] buffer = new byte[BUFFER];
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
        StoragePath path = places.file(subdir, name);
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
            throw new DamagedPackageException(subdir + "/" + name, MISSING);
        }
    }
}
