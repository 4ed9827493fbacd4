package org.channelmirror.internal.publish;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/** The records of the index that is published now, read where a catalog says they are, best from front to back. */
public final class PublishedRecords implements AutoCloseable {

    private final ChannelStorage storage;
    private final StoragePath index;
    private @Nullable InputStream in;
    private long position;

    public PublishedRecords(ChannelStorage storage, StoragePath index) {
        this.storage = storage;
        this.index = index;
    }

    /** The record that stands under the package's format. */
    byte[] read(Holding entry) throws IOException {
        return read(entry.recordOffset(), entry.recordLength());
    }

    byte[] read(long offset, int length) throws IOException {
        // An index that somebody else wrote need not be in order.
        if (in == null || offset < position) {
            close();
            in = new BufferedInputStream(storage.open(index, ByteRange.from(offset)), 1 << 16);
            position = offset;
        }
        in.skipNBytes(offset - position);
        byte[] json = in.readNBytes(length);
        if (json.length < length) {
            throw new EOFException(index + " ends before byte " + (offset + length));
        }
        position = offset + length;
        return json;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
