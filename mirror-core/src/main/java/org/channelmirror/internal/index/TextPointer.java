package org.channelmirror.internal.index;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.repodata.TextRange;

/**
 * A pointer to a JSON value in its frame, behind the key.
 *
 * @param source the number of the index in whose text it stands, or {@link #PUBLISHED}
 * @param range where it stands there
 * @param time when a server indexed the package, for a record
 */
public record TextPointer(int source, TextRange range, OptionalLong time) {

    /** The text is the published index. */
    public static final int PUBLISHED = 255;

    private static final int LENGTH = 1 + Long.BYTES + Integer.BYTES + 1 + 1 + Long.BYTES;

    /** Makes a frame; of the name only the beginning counts. */
    public ByteBuffer frame(int section, byte[] name, int nameLength) {
        ByteBuffer out = ByteBuffer.allocate(3 + nameLength + LENGTH);
        FrameKey.put(out, section, name, nameLength);
        out.put((byte) source).putLong(range.offset()).putInt(range.length());
        out.put((byte) (range.layout() == TextRange.Layout.LINE_BREAKS ? 1 : 0)).put((byte) (time.isPresent() ? 1 : 0));
        return out.putLong(time.orElse(0)).flip();
    }

    public static TextPointer read(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        in.position(FrameKey.end(payload));
        int source = in.get() & 0xff;
        long offset = in.getLong();
        int length = in.getInt();
        TextRange.Layout layout = in.get() != 0 ? TextRange.Layout.LINE_BREAKS : TextRange.Layout.COMPACT;
        TextRange range = new TextRange(offset, length, layout);
        boolean hasTime = in.get() != 0;
        long time = in.getLong();
        return new TextPointer(source, range, hasTime ? OptionalLong.of(time) : OptionalLong.empty());
    }
}
