package org.channelmirror.internal.shards;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.channelmirror.internal.frames.FrameKey;

/**
 * Some hundred records of one section of a kept index, in their order. The key of its frame is the last file's; behind it stand the
 * names that they are of, the length of the text, and the compressed text: a line for each record, all but the last with a comma
 * at its end.
 */
final class KeptChunk {

    private KeptChunk() {}

    static ByteBuffer frame(int section, byte[] last, Set<String> names, int textLength, byte[] compressed) {
        byte[] all = String.join("\n", names).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(3 + last.length + 2 * Integer.BYTES + all.length + compressed.length);
        FrameKey.put(out, section, last, last.length);
        return out.putInt(all.length)
                .put(all)
                .putInt(textLength)
                .put(compressed)
                .flip();
    }

    /** The names of its packages. */
    static Set<String> names(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).position(FrameKey.end(frame));
        byte[] all = new byte[in.getInt()];
        in.get(all);
        return new LinkedHashSet<>(Arrays.asList(new String(all, StandardCharsets.US_ASCII).split("\n")));
    }

    /** How long its text is; the buffer is then at the compressed one. */
    static int textLength(ByteBuffer frame) {
        frame.position(FrameKey.end(frame.array()));
        frame.position(frame.position() + Integer.BYTES + frame.getInt(frame.position()));
        return frame.getInt();
    }
}
