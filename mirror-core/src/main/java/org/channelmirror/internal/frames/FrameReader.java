package org.channelmirror.internal.frames;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads what {@link FrameWriter} wrote, one frame at a time, each checked before it is handed out. */
public final class FrameReader implements AutoCloseable {

    private static final int MAX_FRAME = 80 << 20;

    private final DataInputStream in;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer header = ByteBuffer.allocate(Integer.BYTES);
    private byte[] payload = new byte[4096];
    private int length;
    private long count;
    private boolean ended;

    public FrameReader(InputStream in) throws IOException {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 17));
        byte[] magic = this.in.readNBytes(FrameWriter.MAGIC.length);
        if (!Arrays.equals(magic, FrameWriter.MAGIC)) {
            this.in.close();
            throw new DamagedFileException("it is not a file of frames that this version can read");
        }
    }

    private FrameReader() {
        this.in = new DataInputStream(InputStream.nullInputStream());
        this.ended = true;
    }

    /** A reader of no frames. */
    public static FrameReader empty() {
        return new FrameReader();
    }

    public boolean next() throws IOException {
        if (ended) {
            return false;
        }
        try {
            in.readFully(header.array());
            length = header.getInt(0);
            if (length == FrameWriter.END) {
                checkTrailer();
                ended = true;
                return false;
            }
            if (length < 0 || length > MAX_FRAME) {
                throw new DamagedFileException("a frame cannot have " + length + " bytes");
            }
            if (length > payload.length) {
                payload = new byte[Math.max(length, payload.length * 2)];
            }
            in.readFully(payload, 0, length);
            checksum.update(header.array());
            checksum.update(payload, 0, length);
            if (in.readInt() != (int) checksum.getValue()) {
                throw new DamagedFileException("the checksum of frame " + (count + 1) + " is wrong");
            }
        } catch (EOFException e) {
            DamagedFileException damaged = new DamagedFileException("it is cut off after " + count + " frames");
            damaged.initCause(e);
            throw damaged;
        }
        count++;
        return true;
    }

    public boolean isEnded() {
        return ended;
    }

    /** The frame at hand; valid until {@link #next()}, and longer than {@link #length()}. */
    public byte[] payload() {
        return payload;
    }

    public int length() {
        return length;
    }

    private void checkTrailer() throws IOException {
        long expected = in.readLong();
        long sum = in.readLong();
        if (expected != count || sum != checksum.getValue() || in.read() >= 0) {
            throw new DamagedFileException("its checksum is wrong");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
