package org.channelmirror.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** Reads an archive in volumes: where it ends too early, the volume that would follow is absent. */
final class VolumeReader implements ArchiveReader {

    private final ArchiveReader reader;
    private final VolumeInput volumes;

    private VolumeReader(ArchiveReader reader, VolumeInput volumes) {
        this.reader = reader;
        this.volumes = volumes;
    }

    static ArchiveReader open(VolumeInput volumes, ArchiveFormat format, ArchiveLimits limits) throws IOException {
        return new VolumeReader(ArchiveSources.opened(volumes, format, limits), volumes);
    }

    @Override
    public Optional<ArchiveItem> next() throws IOException {
        try {
            return reader.next().map(item -> new ArchiveItem(item.path(), item.size(), new Content(item.content())));
        } catch (InvalidArchiveException e) {
            throw named(e);
        }
    }

    @Override
    public Strays strays() {
        return reader.strays();
    }

    private InvalidArchiveException named(InvalidArchiveException cause) {
        if (cause.reason() != Reason.TRUNCATED) {
            return cause;
        }
        InvalidArchiveException named = new InvalidArchiveException(
                Reason.TRUNCATED, volumes.following(), "this volume is absent (" + cause.getMessage() + ")");
        named.initCause(cause);
        return named;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** An entry that may go on in a volume that is absent. */
    private final class Content extends FilterInputStream {

        Content(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (InvalidArchiveException e) {
                throw named(e);
            }
        }
    }
}
