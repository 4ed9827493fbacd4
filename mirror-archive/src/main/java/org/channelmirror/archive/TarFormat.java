package org.channelmirror.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ArchiveOptions.Compression;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveWriter;

/**
 * The tar format as POSIX has it (PAX), plain or compressed; every tar program reads it. What is read may come from any of them, and
 * its compression is told by its first bytes.
 */
public final class TarFormat implements ArchiveFormat {

    /** Makes the format. */
    public TarFormat() {}

    /**
     * The compression that a file's name asks for.
     *
     * @param fileName the name, of which the suffix counts
     * @return none unless the name ends in {@code .gz}, {@code .tgz} or {@code .zst}
     */
    public static Compression compressionOf(String fileName) {
        if (fileName.endsWith(".gz") || fileName.endsWith(".tgz")) {
            return Compression.GZIP;
        }
        return fileName.endsWith(".zst") ? Compression.ZSTD : Compression.NONE;
    }

    @Override
    public String name() {
        return "tar";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".tar", ".tar.gz", ".tgz", ".tar.zst");
    }

    @Override
    public ArchiveWriter writer(OutputStream out, ArchiveOptions options) throws IOException {
        return new TarWriter(Compressed.output(out, options.compression()));
    }

    @Override
    public ArchiveReader reader(InputStream in, ArchiveLimits limits) throws IOException {
        return new TarReader(Compressed.input(in, limits), limits);
    }
}
