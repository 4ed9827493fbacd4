package org.channelmirror.internal.frames;

import java.io.BufferedOutputStream;
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

    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer header = ByteBuffer.allocate(Integer.BYTES);
    private long count;
    private boolean finished;

    public FrameWriter(OutputStream out) throws IOException {
        this.out = new BufferedOutputStream(out, 1 << 17);
        this.out.write(MAGIC);
    }

    /** Appends what stands between the buffer's position and its limit. */
    public void write(ByteBuffer payload) throws IOException {
        write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    }

    public void write(byte[] payload, int offset, int length) throws IOException {
        header.putInt(0, length);
        out.write(header.array());
        out.write(payload, offset, length);
        checksum.update(header.array());
        checksum.update(payload, offset, length);
        header.putInt(0, (int) checksum.getValue());
        out.write(header.array());
        count++;
    }

    public long count() {
        return count;
    }

    /** Without this the file ends as one that was cut off does. */
    public void finish() throws IOException {
        ByteBuffer trailer = ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES);
        trailer.putInt(END).putLong(count).putLong(checksum.getValue());
        out.write(trailer.array());
        out.flush();
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            out.flush();
        }
        out.close();
    }
}
