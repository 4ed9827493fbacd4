package org.channelmirror.spi;

import java.util.Objects;

/**
 * How an archive is written. Immutable.
 *
 * @param compression what is done to the whole of it
 */
public record ArchiveOptions(Compression compression) {

    /** As it is: packages are compressed already. */
    public static final ArchiveOptions PLAIN = new ArchiveOptions(Compression.NONE);

    /** What is done to the whole of an archive. */
    public enum Compression {
        /** Nothing. */
        NONE,
        /** gzip. */
        GZIP,
        /** Zstandard. */
        ZSTD
    }

    /** Refuses null. */
    public ArchiveOptions {
        Objects.requireNonNull(compression, "compression");
    }
}
