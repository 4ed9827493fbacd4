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
 * @param opening the members before its records, as JSON without the braces
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptHead(byte[] info, JsonStyle style, byte[] opening) {

    /** Before every name. */
    private static final int HEAD = 0;

    /** Its frame. */
    public ByteBuffer frame() {
        ByteBuffer out = ByteBuffer.allocate(3 + 1 + info.length + opening.length);
        FrameKey.put(out, HEAD, new byte[0], 0);
        return out.put((byte) style.ordinal()).put(info).put(opening).flip();
    }

    /** Reads it, at the beginning of a file. */
    public static KeptHead read(FrameReader in) throws IOException {
        if (!in.next() || FrameKey.number(in.payload()) != HEAD) {
            throw new DamagedFileException("it does not begin as what is kept of an index");
        }
        int at = FrameKey.end(in.payload());
        int end = at + 1 + UpstreamShards.SHA256_LENGTH;
        return new KeptHead(
                Arrays.copyOfRange(in.payload(), at + 1, end),
                JsonStyle.values()[in.payload()[at]],
                Arrays.copyOfRange(in.payload(), end, in.length()));
    }
}
