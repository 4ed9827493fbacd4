package org.channelmirror.internal.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.SortedFrames;

/**
 * The {@link Tombstone}s of an account as they are read from its file, or from a scratch file. The first frame tells when the first
 * of them is due, so that a run before that reads no more.
 */
public final class Tombstones implements AutoCloseable {

    private static final int CHUNK_BYTES = 8 << 20;
    private static final int HEADER = FrameKey.nameOffset() + Long.BYTES;

    private final FrameReader frames;
    private final Instant earliest;

    Tombstones(FrameReader frames) throws IOException {
        this.frames = frames;
        this.earliest = frames.next()
                ? Instant.ofEpochMilli(ByteBuffer.wrap(frames.payload()).getLong(FrameKey.nameOffset()))
                : Instant.MAX;
    }

    /** When the first of them is due. */
    public Instant earliest() {
        return earliest;
    }

    /** Goes to the next; false when all have ended. */
    public boolean next() throws IOException {
        return frames.next();
    }

    /** The one at hand. */
    public Tombstone tombstone() {
        return Tombstone.read(frames);
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /** Collects tombstones; of two for one file the later counts. */
    public static final class Collector implements AutoCloseable {

        private final SortedFrames frames;
        private long earliest = Long.MAX_VALUE;
        private long count;

        /** Files are made in {@code scratch} under names that begin with {@code name}. */
        public Collector(Path scratch, String name) throws IOException {
            this.frames = new SortedFrames(scratch, name, CHUNK_BYTES);
        }

        public void add(Tombstone tombstone) throws IOException {
            earliest = Math.min(earliest, tombstone.notBefore().toEpochMilli());
            count++;
            frames.add(tombstone.frame());
        }

        public long count() {
            return count;
        }

        /** Ends the collection and writes it with its header. */
        void writeTo(FrameWriter out) throws IOException {
            Path sorted = frames.finish();
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            FrameKey.put(header, 0, new byte[0], 0);
            out.write(header.putLong(earliest).flip());
            try (FrameReader in = new FrameReader(Files.newInputStream(sorted))) {
                while (in.next()) {
                    out.write(in.payload(), 0, in.length());
                }
            }
            out.finish();
            Files.delete(sorted);
        }

        @Override
        public void close() throws IOException {
            frames.close();
        }
    }
}
