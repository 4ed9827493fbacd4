package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;

/**
 * What is kept of an upstream index beside its records and the checksums of its shards: the first frame of the checksums' file.
 *
 * @param info the hash of what the shard index says of the subdir
 * @param style how the index writes what is not ASCII
 * @param facts whether there are facts of its records
 * @param opening the members before its records, as JSON without the braces
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptHead(byte[] info, JsonStyle style, Facts facts, byte[] opening) {

    /** Before every name. */
    private static final int HEAD = 0;
    /** Changes with what facts hold: those of another version are none. */
    private static final byte KEPT = 2;

    /** Whether {@link RecordFacts} are kept. */
    public enum Facts {
        KEPT,
        NONE
    }

    /** The same index with other records. */
    public KeptHead with(JsonStyle other) {
        return new KeptHead(info, other, facts, opening);
    }

    /** Its frame. */
    public ByteBuffer frame() {
        ByteBuffer out = ByteBuffer.allocate(3 + 2 + info.length + opening.length);
        FrameKey.put(out, HEAD, new byte[0], 0);
        return out.put(number(style)).put(number(facts)).put(info).put(opening).flip();
    }

    /** Reads it, at the beginning of a file. */
    public static KeptHead read(FrameReader in) throws IOException {
        if (!in.next() || FrameKey.number(in.payload()) != HEAD) {
            throw new DamagedFileException("it does not begin as what is kept of an index");
        }
        int at = FrameKey.end(in.payload());
        int end = at + 2 + UpstreamShards.SHA256_LENGTH;
        return new KeptHead(
                Arrays.copyOfRange(in.payload(), at + 2, end),
                in.payload()[at] == number(JsonStyle.PLAIN) ? JsonStyle.PLAIN : JsonStyle.ESCAPED,
                in.payload()[at + 1] == KEPT ? Facts.KEPT : Facts.NONE,
                Arrays.copyOfRange(in.payload(), end, in.length()));
    }

    private static byte number(JsonStyle style) {
        return (byte) (style == JsonStyle.PLAIN ? 1 : 0);
    }

    private static byte number(Facts facts) {
        return facts == Facts.KEPT ? KEPT : 0;
    }
}
