package org.channelmirror.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveWriter;
import org.channelmirror.spi.StoragePath;

/** Another format, with a list of what is written. */
final class ListingFormat implements ArchiveFormat {

    private final ArchiveFormat format;
    private final EntryList entries;

    ListingFormat(ArchiveFormat format, EntryList entries) {
        this.format = format;
        this.entries = entries;
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public List<String> suffixes() {
        return format.suffixes();
    }

    @Override
    public ArchiveWriter writer(OutputStream out, ArchiveOptions options) throws IOException {
        ArchiveWriter writer = format.writer(out, options);
        return new ArchiveWriter() {
            @Override
            public void add(StoragePath path, long size, Content content) throws IOException {
                writer.add(path, size, content);
                entries.add(path.value());
            }

            @Override
            public void finish() throws IOException {
                writer.finish();
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    @Override
    public ArchiveReader reader(InputStream in, ArchiveLimits limits) throws IOException {
        return format.reader(in, limits);
    }
}
