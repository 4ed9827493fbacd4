package org.channelmirror.internal.shards;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.channelmirror.internal.frames.FrameKey;

/**
 * The frames of the private list that belongs to a shard index. First come the names, each with a hash of what its shard was made
 * of and the shard's checksum, then the checksums of shards that left the index, each with the time when it did.
 */
final class ShardEntry {

    static final int NAMED = 0;
    static final int RETIRED = 1;

    private static final int SHA256_LENGTH = 32;

    private ShardEntry() {}

    static ByteBuffer named(byte[] name, byte[] input, byte[] sha256) {
        ByteBuffer out = ByteBuffer.allocate(3 + name.length + input.length + sha256.length);
        FrameKey.put(out, NAMED, name, name.length);
        return out.put(input).put(sha256).flip();
    }

    static ByteBuffer retired(byte[] sha256, Instant when) {
        byte[] key = key(sha256);
        ByteBuffer out = ByteBuffer.allocate(3 + key.length + Long.BYTES);
        FrameKey.put(out, RETIRED, key, key.length);
        return out.putLong(when.toEpochMilli()).flip();
    }

    /** A retired shard's key without more, which is that of no frame of a list. */
    static ByteBuffer inUse(byte[] sha256) {
        byte[] key = key(sha256);
        ByteBuffer out = ByteBuffer.allocate(3 + key.length);
        FrameKey.put(out, RETIRED, key, key.length);
        return out.flip();
    }

    private static byte[] key(byte[] sha256) {
        return HexFormat.of().formatHex(sha256).getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isNamed(byte[] frame) {
        return FrameKey.number(frame) == NAMED;
    }

    static byte[] name(byte[] frame) {
        return Arrays.copyOfRange(frame, FrameKey.nameOffset(), FrameKey.end(frame));
    }

    /** The hash of what a name's shard was made of. */
    static byte[] input(byte[] frame) {
        int at = FrameKey.end(frame);
        return Arrays.copyOfRange(frame, at, at + TextRun.HASH_LENGTH);
    }

    static boolean hasInput(byte[] frame, byte[] input) {
        int at = FrameKey.end(frame);
        return Arrays.equals(frame, at, at + input.length, input, 0, input.length);
    }

    /** The checksum of a name's shard. */
    static byte[] sha256(byte[] frame) {
        int at = FrameKey.end(frame) + TextRun.HASH_LENGTH;
        return Arrays.copyOfRange(frame, at, at + SHA256_LENGTH);
    }

    /** The checksum of a shard that left, in hexadecimal. */
    static String retiredHex(byte[] frame) {
        return new String(name(frame), StandardCharsets.US_ASCII);
    }

    static int retiredLength(byte[] frame) {
        return FrameKey.end(frame) + Long.BYTES;
    }

    static Instant since(byte[] frame) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(frame).getLong(FrameKey.end(frame)));
    }
}
