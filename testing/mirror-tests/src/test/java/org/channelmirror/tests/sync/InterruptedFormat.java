package org.channelmirror.tests.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.channelmirror.archive.TarFormat;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveWriter;
import org.channelmirror.spi.StoragePath;

/** Tar, in the middle of which something else happens: between the manifest and the first package. */
final class InterruptedFormat implements ArchiveFormat {

    private final TarFormat tar = new TarFormat();
    private final Happening happening;

    /** What happens. */
    interface Happening {
        void run() throws Exception;
    }

    InterruptedFormat(Happening happening) {
        this.happening = happening;
    }

    @Override
    public String name() {
        return tar.name();
    }

    @Override
    public List<String> suffixes() {
        return tar.suffixes();
    }

    @Override
    public ArchiveWriter writer(OutputStream out, ArchiveOptions options) throws IOException {
        ArchiveWriter writer = tar.writer(out, options);
        return new ArchiveWriter() {
            private boolean isFirst = true;

            @Override
            public void add(StoragePath path, long size, Content content) throws IOException {
                writer.add(path, size, content);
                if (isFirst) {
                    isFirst = false;
                    happen();
                }
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

    private void happen() throws IOException {
        try {
            happening.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public ArchiveReader reader(InputStream in, ArchiveLimits limits) throws IOException {
        return tar.reader(in, limits);
    }
}
