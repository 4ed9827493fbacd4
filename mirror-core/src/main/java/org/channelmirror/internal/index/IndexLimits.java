package org.channelmirror.internal.index;

import java.nio.file.Path;

/**
 * How large an upstream index may be. The largest real ones have about a million records and 600 MB of JSON, and become ten times
 * smaller when they are compressed, thirty times at most.
 */
public final class IndexLimits {

    /** What an index may have in bytes, as it is fetched and uncompressed. */
    public static final long MAX_BYTES = 8L << 30;

    /** How many times larger than its compressed form an index may be. */
    static final long MAX_RATIO = 250;

    /** An index smaller than this may have any form. */
    static final long ANY_RATIO_BELOW = 64L << 20;

    private IndexLimits() {}

    /** Takes a fetched index into a scratch file. */
    public static FileSink sink(Path file) {
        return new FileSink(file, MAX_BYTES);
    }

    /** What an index of this size may be uncompressed. */
    static long inflated(long compressed) {
        return Math.min(MAX_BYTES, Math.max(ANY_RATIO_BELOW, MAX_RATIO * compressed));
    }
}
