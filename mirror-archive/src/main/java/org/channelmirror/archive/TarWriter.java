package org.channelmirror.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.channelmirror.spi.ArchiveWriter;
import org.channelmirror.spi.StoragePath;

/** Writes tar: nothing of an entry but its path, size and content tells one archive from another. */
final class TarWriter implements ArchiveWriter {

    private static final int MODE = 0100644;
    /** Tools show a file of time 0 as one of 1969 or 1970; some refuse it. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private final OutputStream out;
    private final TarArchiveOutputStream tar;

    TarWriter(OutputStream out) {
        this.out = out;
        this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public void add(StoragePath path, long size, Content content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path.value());
        entry.setSize(size);
        entry.setMode(MODE);
        entry.setLastModifiedTime(TIME);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        tar.putArchiveEntry(entry);
        content.writeTo(tar);
        tar.closeArchiveEntry();
    }

    @Override
    public void finish() throws IOException {
        tar.finish();
        tar.flush();
        out.close();
    }

    /** An archive that is not finished is left as it is: whoever reads it sees that it was cut off. */
    @Override
    public void close() {}
}
