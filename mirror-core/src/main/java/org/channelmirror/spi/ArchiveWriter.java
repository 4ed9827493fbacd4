package org.channelmirror.spi;

import java.io.IOException;
import java.io.OutputStream;

/** Writes an archive, entry by entry. Used by one thread. */
public interface ArchiveWriter extends AutoCloseable {

    /**
     * Appends a file.
     *
     * @param path its path in the archive
     * @param size how many bytes it has
     * @param content writes them
     * @throws IOException if it cannot be written, or another number of bytes came
     */
    void add(StoragePath path, long size, Content content) throws IOException;

    /**
     * Ends the archive. Without this it ends as one that was cut off does.
     *
     * @throws IOException if it cannot be written
     */
    void finish() throws IOException;

    /**
     * Releases what it holds; the stream below stays open.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;

    /** The bytes of a file. */
    @FunctionalInterface
    interface Content {

        /**
         * Writes all of them.
         *
         * @param out where they go
         * @throws IOException if they cannot be read or written
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
