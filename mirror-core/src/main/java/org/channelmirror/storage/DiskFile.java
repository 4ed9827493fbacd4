package org.channelmirror.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;

/** A file of a {@link Disk}, open for writing at its end. Used by one thread at a time. */
public interface DiskFile extends AutoCloseable {

    /**
     * How long the file is.
     *
     * @return its size in bytes
     * @throws IOException if the disk cannot tell
     */
    long size() throws IOException;

    /**
     * Writes all remaining bytes at the end, without bytes of another process between them. The buffer's position tells how
     * many were written, after a failure too.
     *
     * @param bytes what to write
     * @throws IOException if not all of it could be written
     */
    void append(ByteBuffer bytes) throws IOException;

    /**
     * Makes the content durable, and the time of its last change with it; the file's name is not meant.
     *
     * @param modified the time of the last change
     * @throws IOException if that cannot be promised
     */
    void force(FileTime modified) throws IOException;

    /**
     * Brings the content nearer to the disk, so that {@link #force} has less to do; the time of its last change stays as it is.
     *
     * @throws IOException if it fails; that may be told only once, and the content is lost then
     */
    default void writeOut() throws IOException {}

    /**
     * Closes the file; what was not forced is not durable. Doing it twice is no error.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
