package org.channelmirror.internal.shards;

/** How an index writes what is not ASCII. Both are the same JSON; upstream's way keeps the bytes the same, too. */
public enum JsonStyle {
    /** As escapes. */
    ESCAPED,
    /** As it is. */
    PLAIN;

    /** Which a text has, as far as it shows: only the plain one has bytes beyond ASCII. */
    static JsonStyle of(byte[] json, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (json[i] < 0) {
                return PLAIN;
            }
        }
        return ESCAPED;
    }
}
