package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.LazyFrames;

/**
 * Shards that the index no longer names. Clients that read an older index still ask for them, so they stay for a week (CEP 16).
 */
final class RetiredShards implements AutoCloseable {

    static final Duration KEPT = Duration.ofDays(7);

    private static final int CHUNK_BYTES = 1 << 20;

    private final LazyFrames retired;
    private final LazyFrames used;

    RetiredShards(Path scratch, String name) {
        this.retired = new LazyFrames(scratch, name + "-retired", CHUNK_BYTES);
        this.used = new LazyFrames(scratch, name + "-used", CHUNK_BYTES);
    }

    /** A shard that may have left the index now. */
    void add(byte[] sha256, Instant now) throws IOException {
        retired.add(ShardEntry.retired(sha256, now));
    }

    /** A shard that had left it before, in its frame. */
    void keep(byte[] frame) throws IOException {
        retired.add(ByteBuffer.wrap(Arrays.copyOf(frame, ShardEntry.retiredLength(frame))));
    }

    /** A shard that the index names. */
    void use(byte[] sha256) throws IOException {
        used.add(ShardEntry.inUse(sha256));
    }

    /** Writes those that are kept; answers the checksums of those that have been kept long enough. */
    List<String> finish(FrameWriter out, Instant now) throws IOException {
        List<String> expired = new ArrayList<>();
        try (FrameMerge merge = new FrameMerge(List.of(retired.open(), used.open()))) {
            while (merge.next()) {
                FrameReader left = merge.at(0);
                if (left == null || merge.at(1) != null) {
                    continue;
                }
                if (ShardEntry.since(left.payload()).plus(KEPT).isAfter(now)) {
                    out.write(left.payload(), 0, left.length());
                } else {
                    expired.add(ShardEntry.retiredHex(left.payload()));
                }
            }
        }
        return expired;
    }

    @Override
    public void close() throws IOException {
        retired.discard();
        used.discard();
    }
}
