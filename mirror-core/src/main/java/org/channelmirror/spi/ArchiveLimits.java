package org.channelmirror.spi;

/**
 * What is too much for an archive from outside. Immutable.
 *
 * @param entries how many files it may have
 * @param entrySize how many bytes one of them may have
 * @param totalSize how many bytes all of them together may have
 * @param ratio how many bytes may come from one compressed byte, beyond the first 64 MiB
 */
public record ArchiveLimits(long entries, long entrySize, long totalSize, int ratio) {

    /** Ten million files, 64 GiB each, 64 TiB in all, 100 bytes from one. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(10_000_000, 64L << 30, 64L << 40, 100);

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ArchiveLimits {
        if (entries < 1 || entrySize < 1 || totalSize < 1 || ratio < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }
}
