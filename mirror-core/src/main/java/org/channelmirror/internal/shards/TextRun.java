package org.channelmirror.internal.shards;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.repodata.Section;

/**
 * Members of one section that are of one package name and follow one another in an index's text. In its frame the name, a zero
 * byte, the kind and the place are the key, so that frames come by name, then as they stand in the text.
 *
 * @param kind which section
 * @param start where the first member's key begins
 * @param length up to the end of the last member
 * @param count how many members
 * @param hash of their keys and values, or {@link #SAME}
 */
@SuppressWarnings("ArrayRecordComponent")
record TextRun(Kind kind, long start, int length, int count, byte[] hash) {

    static final int HASH_LENGTH = 16;

    /** In place of a hash: the members are those of the index in force. */
    static final byte[] SAME = new byte[HASH_LENGTH];

    private static final int KEY_TAIL = 2 + Long.BYTES;
    private static final List<Kind> KINDS = List.of(Kind.values());

    /** The sections in the order in which they stand in an index and in a shard. */
    enum Kind {
        PACKAGES,
        PACKAGES_CONDA,
        REMOVED,
        V3_CONDA,
        V3_TAR_BZ2,
        /** Not a section: the index in force listed something of the name that is not listed like that any more. */
        CHANGED;

        int number() {
            return KINDS.indexOf(this);
        }

        static Kind of(Section section) {
            return switch (section) {
                case PACKAGES -> PACKAGES;
                case PACKAGES_CONDA -> PACKAGES_CONDA;
                case V3_CONDA -> V3_CONDA;
                case V3_TAR_BZ2 -> V3_TAR_BZ2;
            };
        }
    }

    /** That something of a name has changed. */
    static TextRun changed() {
        return new TextRun(Kind.CHANGED, 0, 0, 0, SAME);
    }

    TextRun hashed(byte[] found) {
        return new TextRun(kind, start, length, count, found);
    }

    boolean isSame() {
        return Arrays.equals(hash, SAME);
    }

    ByteBuffer frame(byte[] name) {
        byte[] key = ByteBuffer.allocate(name.length + KEY_TAIL)
                .put(name)
                .put((byte) 0)
                .put((byte) kind.number())
                .putLong(start)
                .array();
        ByteBuffer out = ByteBuffer.allocate(3 + key.length + 2 * Integer.BYTES + HASH_LENGTH);
        FrameKey.put(out, 0, key, key.length);
        return out.putInt(length).putInt(count).put(hash).flip();
    }

    static TextRun read(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        in.position(FrameKey.nameOffset() + nameLength(frame) + 1);
        Kind kind = KINDS.get(in.get());
        long start = in.getLong();
        int length = in.getInt();
        int count = in.getInt();
        byte[] hash = new byte[HASH_LENGTH];
        in.get(hash);
        return new TextRun(kind, start, length, count, hash);
    }

    /** The package name in a frame. */
    static byte[] name(byte[] frame) {
        return Arrays.copyOfRange(frame, FrameKey.nameOffset(), FrameKey.nameOffset() + nameLength(frame));
    }

    private static int nameLength(byte[] frame) {
        return FrameKey.nameLength(frame) - KEY_TAIL;
    }
}
