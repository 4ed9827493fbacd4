package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.spi.StageKey;

/**
 * Packages that arrived but have to wait: until no index names the files they replace, or until a gate lets them pass. They are
 * staged, or in place and not listed. Thread-safe until it is finished.
 */
public final class Waiting implements AutoCloseable {

    private final SortedFrames frames;
    private long count;

    public Waiting(Path scratch, String name) throws IOException {
        this.frames = new SortedFrames(scratch, name, 8 << 20);
    }

    /** Takes a package that is staged. */
    public void add(Holding holding, StageKey key, int channel) throws IOException {
        add(holding, key.value().getBytes(StandardCharsets.US_ASCII), channel);
    }

    /** Takes a package that was found in place, with its token. */
    void addFound(Holding holding, int channel) throws IOException {
        add(holding, new byte[0], channel);
    }

    /** Each frame is the holding, then the stage key, if there is one, then the length of that, then the channel's number. */
    private synchronized void add(Holding holding, byte[] key, int channel) throws IOException {
        ByteBuffer payload = holding.payload();
        ByteBuffer frame = ByteBuffer.allocate(payload.remaining() + key.length + 2);
        frame.put(payload).put(key).put((byte) key.length).put((byte) channel).flip();
        frames.add(frame);
        count++;
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    /** The file of all of them, sorted. */
    public synchronized Path finish() throws IOException {
        return frames.finish();
    }

    @Override
    public synchronized void close() throws IOException {
        frames.close();
    }
}
