package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.spi.StageKey;

/**
 * What arrived to replace published files and has to wait, staged, until no index names them. Thread-safe until it is finished.
 */
final class Replacements implements AutoCloseable {

    private final SortedFrames frames;
    private long count;

    Replacements(Path scratch, String name) throws IOException {
        this.frames = new SortedFrames(scratch, name, 8 << 20);
    }

    /** Each frame is the holding, then its stage key, then the length of that. */
    synchronized void add(Holding holding, StageKey key) throws IOException {
        byte[] text = key.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer payload = holding.payload();
        ByteBuffer frame = ByteBuffer.allocate(payload.remaining() + text.length + 1);
        frame.put(payload).put(text).put((byte) text.length).flip();
        frames.add(frame);
        count++;
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    /** The file of all of them, sorted. */
    synchronized Path finish() throws IOException {
        return frames.finish();
    }

    /** The stage key in a frame. */
    static StageKey stageKey(byte[] payload, int length) {
        int keyLength = payload[length - 1] & 0xff;
        return new StageKey(new String(payload, length - 1 - keyLength, keyLength, StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized void close() throws IOException {
        frames.close();
    }
}
