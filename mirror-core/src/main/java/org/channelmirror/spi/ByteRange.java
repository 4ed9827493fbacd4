package org.channelmirror.spi;

/**
 * A part of an object. Immutable and thread-safe.
 *
 * @param offset the first byte, counted from 0
 * @param length how many bytes at most; {@link Long#MAX_VALUE} reads to the end
 */
public record ByteRange(long offset, long length) {

    /** The whole object. */
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public ByteRange {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a range begins at 0 or later and is not negative: " + offset + "+" + length);
        }
    }

    /**
     * From an offset to the end.
     *
     * @param offset the first byte, counted from 0
     * @return the range
     * @throws IllegalArgumentException if the offset is negative
     */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, Long.MAX_VALUE);
    }
}
