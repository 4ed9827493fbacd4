package org.channelmirror.internal.frames;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads what {@link FrameWriter} wrote, one frame at a time, each checked before it is handed out. */
public final class FrameReader implements AutoCloseable {

    private static final int MAX_FRAME = 80 << 20;

    private static final int WINDOW = 1 << 17;

    private final InputStream in;
    private final CRC32C checksum = new CRC32C();
    private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private byte[] payload = new byte[4096];
    private int length;
    private long count;
    private boolean ended;

    public FrameReader(InputStream in) throws IOException {
        this.in = in;
        byte[] magic = new byte[FrameWriter.MAGIC.length];
        try {
            need(magic.length).get(magic);
        } catch (EOFException e) {
            magic[0] = 0;
        }
        if (!Arrays.equals(magic, FrameWriter.MAGIC)) {
            in.close();
            throw new DamagedFileException("it is not a file of frames that this version can read");
        }
    }

    private FrameReader() {
        this.in = InputStream.nullInputStream();
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
            length = need(Integer.BYTES).getInt();
            if (length == FrameWriter.END) {
                checkTrailer();
                ended = true;
                return false;
            }
            if (length < 0 || length > MAX_FRAME) {
                throw new DamagedFileException("a frame cannot have " + length + " bytes");
            }
            takeFrame();
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

    private void takeFrame() throws IOException {
        need(length + Integer.BYTES);
        if (length > payload.length) {
            payload = new byte[Math.max(length, payload.length * 2)];
        }
        int start = window.position() - Integer.BYTES;
        checksum.update(window.array(), start, length + Integer.BYTES);
        window.get(payload, 0, length);
        if (window.getInt() != (int) checksum.getValue()) {
            throw new DamagedFileException("the checksum of frame " + (count + 1) + " is wrong");
        }
    }

    private void checkTrailer() throws IOException {
        need(2 * Long.BYTES);
        long expected = window.getLong();
        long sum = window.getLong();
        if (expected != count || sum != checksum.getValue() || window.hasRemaining() || in.read() >= 0) {
            throw new DamagedFileException("its checksum is wrong");
        }
    }

    /** The window with so many bytes at hand. */
    private ByteBuffer need(int bytes) throws IOException {
        if (window.remaining() < bytes) {
            fill(bytes);
        }
        return window;
    }

    private void fill(int bytes) throws IOException {
        // The length that was read last is checksummed with its frame, so it stays in front of it.
        int kept = Math.min(Integer.BYTES, window.position());
        window.position(window.position() - kept);
        if (window.capacity() < bytes + kept) {
            window = ByteBuffer.allocate(bytes + kept).put(window);
        } else {
            window.compact();
        }
        int missing = bytes + kept - window.position();
        int read = in.readNBytes(window.array(), window.position(), window.remaining());
        if (read < missing) {
            throw new EOFException();
        }
        window.limit(window.position() + read).position(kept);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
