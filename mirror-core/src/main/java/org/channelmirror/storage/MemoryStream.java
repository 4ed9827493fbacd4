package org.channelmirror.storage;

import java.io.InputStream;
import java.util.Iterator;
import org.channelmirror.spi.ByteRange;

/** Reads a part of a {@link MemoryContent}. */
final class MemoryStream extends InputStream {

    private final Iterator<byte[]> chunks;
    private byte[] chunk = new byte[0];
    private int position;
    private long remaining;

    MemoryStream(Iterator<byte[]> chunks, ByteRange range) {
        this.chunks = chunks;
        long skip = range.offset();
        while (skip >= chunk.length && chunks.hasNext()) {
            skip -= chunk.length;
            chunk = chunks.next();
        }
        this.position = (int) Math.min(skip, chunk.length);
        this.remaining = range.length();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (position == chunk.length) {
            if (!chunks.hasNext()) {
                return -1;
            }
            chunk = chunks.next();
            position = 0;
        }
        int count = (int) Math.min(Math.min(length, chunk.length - position), remaining);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(chunk, position, bytes, offset, count);
        position += count;
        remaining -= count;
        return count;
    }
}
