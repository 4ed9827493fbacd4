package org.channelmirror.internal.engine;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/** The records of the index that is published now, read where a catalog says they are, from front to back. */
final class PublishedRecords implements AutoCloseable {

    private final ChannelStorage storage;
    private final StoragePath index;
    private @Nullable InputStream in;
    private long position;

    PublishedRecords(ChannelStorage storage, StoragePath index) {
        this.storage = storage;
        this.index = index;
    }

    byte[] read(Holding entry) throws IOException {
        if (in == null) {
            in = new BufferedInputStream(storage.open(index, ByteRange.from(entry.recordOffset())), 1 << 16);
            position = entry.recordOffset();
        }
        in.skipNBytes(entry.recordOffset() - position);
        byte[] json = in.readNBytes(entry.recordLength());
        if (json.length < entry.recordLength()) {
            throw new EOFException(index + " ends before the record of " + entry.name());
        }
        position = entry.recordOffset() + json.length;
        return json;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
