package org.channelmirror.internal.fetch;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.channelmirror.model.PackageFormat;

/**
 * Opens a package to see whether it is whole, where upstream lists no checksum: every compressed byte is read, and the metadata has
 * to be there (CEP 34, CEP 35).
 */
public final class PackageCheck {

    private static final String INDEX = "info/index.json";

    private PackageCheck() {}

    /** Throws an exception that says what is wrong. */
    // Some damage makes the archive library throw what it never meant to; that too is the package's fault.
    @SuppressWarnings("CatchingUnchecked")
    public static void check(PackageFormat format, InputStream content) throws IOException {
        try (InputStream in = new BufferedInputStream(content)) {
            boolean found =
                    format == PackageFormat.CONDA ? readConda(in) : readTar(new BZip2CompressorInputStream(in, true));
            if (!found) {
                throw new IOException("it has no " + INDEX);
            }
        } catch (RuntimeException e) {
            throw new IOException("it is damaged (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static boolean readConda(InputStream content) throws IOException {
        Tail in = new Tail(content);
        boolean info = false;
        boolean pkg = false;
        ZipArchiveInputStream zip = new ZipArchiveInputStream(in, "UTF-8", true, true);
        for (ArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".tar.zst")) {
                boolean found = readTar(new ZstdInputStreamNoFinalizer(zip));
                info |= found && entry.getName().startsWith("info-");
                pkg |= entry.getName().startsWith("pkg-");
            }
        }
        if (!pkg) {
            throw new IOException("it has no pkg-….tar.zst");
        }
        in.transferTo(OutputStream.nullOutputStream());
        if (!in.endsAsZip()) {
            throw new IOException("it is cut off in its table of contents");
        }
        return info;
    }

    private static boolean readTar(InputStream in) throws IOException {
        boolean found = false;
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            found |= entry.getName().equals(INDEX) || entry.getName().equals("./" + INDEX);
            tar.transferTo(OutputStream.nullOutputStream());
        }
        in.transferTo(OutputStream.nullOutputStream());
        return found;
    }

    /** Keeps the last bytes that passed, where a zip archive without a comment, which packages do not have, has its end record. */
    private static final class Tail extends FilterInputStream {

        private static final byte[] END_RECORD = {'P', 'K', 5, 6};
        private static final int LENGTH = 22;

        private byte[] last = {};

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            if (count > 0) {
                int fresh = Math.min(count, LENGTH);
                int kept = Math.min(last.length, LENGTH - fresh);
                byte[] now = Arrays.copyOfRange(last, last.length - kept, last.length + fresh);
                System.arraycopy(target, offset + count - fresh, now, kept, fresh);
                last = now;
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : readNBytes((int) Math.min(count, 1 << 16)).length;
        }

        boolean endsAsZip() {
            return last.length == LENGTH && Arrays.equals(last, 0, END_RECORD.length, END_RECORD, 0, END_RECORD.length);
        }
    }
}
