package org.channelmirror.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;

/** Staged content in memory. */
final class MemoryStagedWrite implements StagedWrite {

    private final StageKey key;
    private final MemoryStaging staging;
    private final MemoryBuffer buffer;
    private boolean closed;
    private boolean ended;

    MemoryStagedWrite(StageKey key, MemoryBuffer buffer, MemoryStaging staging) {
        this.key = key;
        this.staging = staging;
        this.buffer = buffer;
    }

    MemoryStaging staging() {
        return staging;
    }

    @Override
    public StageKey key() {
        return key;
    }

    @Override
    public long position() {
        return buffer.size();
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("staged content " + key + " was closed: stage it again to go on");
        }
        buffer.append(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void force() throws IOException {
        if (ended) {
            throw new IOException("staged content " + key + " was published or discarded: stage it again");
        }
    }

    @Override
    public InputStream read() {
        return buffer.content().open(ByteRange.ALL);
    }

    /** The key may be in use again, by another handle; this one must leave it alone. */
    void published() {
        close();
        ended = true;
    }

    @Override
    public void discard() {
        close();
        if (!ended) {
            staging.remove(key);
            ended = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
