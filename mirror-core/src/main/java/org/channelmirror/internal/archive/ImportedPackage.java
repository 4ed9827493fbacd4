package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A package on its way out of an archive.
 *
 * @param line what the manifest says of it; empty if there is none, and the index has to vouch for it
 */
record ImportedPackage(
        Subdir subdir, PackageFileName name, long size, Optional<ManifestLine> line, InputStream content) {

    private static final int BUFFER = 1 << 17;

    /** The same package with other content, such as one that another thread may read. */
    ImportedPackage with(InputStream other) {
        return new ImportedPackage(subdir, name, size, line, other);
    }

    /** Reads all of it, into a stream if one is given, and answers what is known of it then. */
    Holding copyTo(OutputStream out) throws IOException {
        MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
        @Nullable MessageDigest md5 = line.isEmpty() ? DigestAlgorithm.MD5.newDigest() : null;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(size, BUFFER))];
        long left = size;
        while (left > 0) {
            int count = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new InvalidArchiveException(
                        Reason.TRUNCATED, subdir + "/" + name, left + " bytes of it are missing");
            }
            sha256.update(buffer, 0, count);
            if (md5 != null) {
                md5.update(buffer, 0, count);
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        byte[] digest = sha256.digest();
        if (line.isPresent() && !ManifestCursor.describes(line.get(), size, digest)) {
            throw new InvalidArchiveException(
                    Reason.MANIFEST_MISMATCH,
                    subdir + "/" + name,
                    "its bytes are not the ones that the manifest lists: copy the archive again");
        }
        Holding holding = new Holding()
                .begin(name.format(), name.value().getBytes(StandardCharsets.US_ASCII))
                .size(size)
                .sha256(digest);
        if (md5 != null) {
            holding.md5(md5.digest());
        } else {
            line.orElseThrow().md5().map(Digest::bytes).ifPresent(holding::md5);
        }
        return holding;
    }
}
