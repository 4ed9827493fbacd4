package org.channelmirror.internal.engine;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.channelmirror.model.PackageFormat;

/**
 * Opens a package to see whether it is whole, where upstream lists no checksum: every compressed byte is read, and the metadata has
 * to be there (CEP 34, CEP 35).
 */
final class PackageCheck {

    private static final String INDEX = "info/index.json";

    private PackageCheck() {}

    /** Throws an exception that says what is wrong. */
    static void check(PackageFormat format, InputStream content) throws IOException {
        try (InputStream in = new BufferedInputStream(content)) {
            boolean found =
                    format == PackageFormat.CONDA ? readConda(in) : readTar(new BZip2CompressorInputStream(in, true));
            if (!found) {
                throw new IOException("it has no " + INDEX);
            }
        }
    }

    private static boolean readConda(InputStream in) throws IOException {
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
}
