package org.channelmirror.repodata;

import java.util.Objects;

/**
 * Where a JSON value stands in a text that was read.
 *
 * @param offset a number of bytes from the text's beginning
 * @param length how many bytes it has
 * @param layout whether there are line breaks between its tokens
 */
public record TextRange(long offset, int length, Layout layout) {

    /** How a value is written. */
    public enum Layout {
        /** Without line breaks between its tokens. */
        COMPACT,
        /** With line breaks between its tokens. */
        LINE_BREAKS
    }

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public TextRange {
        Objects.requireNonNull(layout, "layout");
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("not a part of a text: " + length + " bytes at " + offset);
        }
    }
}
