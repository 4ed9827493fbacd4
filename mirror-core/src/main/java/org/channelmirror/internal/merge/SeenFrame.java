package org.channelmirror.internal.merge;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.jspecify.annotations.Nullable;

/** When a file was seen listed first, in its frame behind the key: milliseconds, or 0 for what was there at the first sync. */
final class SeenFrame {

    private static final long FROM_THE_FIRST = 0;

    private SeenFrame() {}

    /** Makes a frame from a key, which another frame may go on behind. */
    static ByteBuffer of(byte[] key, @Nullable Instant seen) {
        int length = FrameKey.end(key);
        return ByteBuffer.allocate(length + Long.BYTES)
                .put(key, 0, length)
                .putLong(seen == null ? FROM_THE_FIRST : seen.toEpochMilli())
                .flip();
    }

    static @Nullable Instant time(FrameReader frame) {
        long millis = ByteBuffer.wrap(frame.payload()).getLong(FrameKey.end(frame.payload()));
        return millis == FROM_THE_FIRST ? null : Instant.ofEpochMilli(millis);
    }
}
