package org.channelmirror.internal.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes frames, each followed by a checksum of the file up to there, and behind the last one their number: no byte of a damaged
 * file is taken for a record.
 */
public final class FrameWriter implements AutoCloseable {

    static final byte[] MAGIC = "CMFRAME2".getBytes(StandardCharsets.US_ASCII);
    static final int END = -1;

    private static final int BUFFER = 1 << 17;

    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long count;
    private boolean finished;

    /** Begins a file; the stream is closed with the writer. */
    public FrameWriter(OutputStream out) throws IOException {
        this.out = out;
        buffer.put(MAGIC);
        flush();
    }

    /** Appends what stands between the buffer's position and its limit. */
    public void write(ByteBuffer payload) throws IOException {
        write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }

    public void write(byte[] payload, int offset, int length) throws IOException {
        room(length + 2 * Integer.BYTES);
        int start = buffer.position();
        buffer.putInt(length).put(payload, offset, length);
        checksum.update(buffer.array(), start, length + Integer.BYTES);
        buffer.putInt((int) checksum.getValue());
        count++;
    }

    public long count() {
        return count;
    }

    /** Without this the file ends as one that was cut off does. */
    public void finish() throws IOException {
        room(Integer.BYTES + 2 * Long.BYTES);
        buffer.putInt(END).putLong(count).putLong(checksum.getValue());
        flush();
        finished = true;
    }

    private void room(int wanted) throws IOException {
        if (buffer.remaining() < wanted) {
            flush();
        }
        if (buffer.capacity() < wanted) {
            buffer = ByteBuffer.allocate(wanted);
        }
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        out.flush();
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (!finished) {
                flush();
            }
        }
    }
}
