package org.channelmirror.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Content on its way into a {@link ChannelStorage}, invisible until it is published. In a durable storage it survives the
 * process: staging the same key again continues at its end. After a loss of power that end may lie anywhere behind what was
 * last forced, and the bytes between may be wrong: whoever continues verifies the whole. Used by one thread at a time; while one
 * writes it out, others may read it.
 */
public interface StagedWrite extends AutoCloseable {

    /**
     * The name it was staged under.
     *
     * @return the key
     */
    StageKey key();

    /**
     * How much has been appended, by this process or an earlier one.
     *
     * @return the number of bytes
     */
    long position();

    /**
     * Appends bytes.
     *
     * @param bytes where they are
     * @param offset the first one
     * @param length how many
     * @throws IOException if they cannot be written; {@link #position()} then tells what was
     */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Makes everything appended so far survive a loss of power.
     *
     * @throws IOException if that cannot be promised
     */
    void force() throws IOException;

    /**
     * Makes everything appended so far ready for a publication, which need not wait for that then. Until it is published a loss of
     * power may take all of it; {@link #force} is for what must survive that.
     *
     * @throws IOException if that cannot be done
     */
    default void forceContent() throws IOException {
        force();
    }

    /**
     * Brings what was appended so far nearer to where it is kept, so that it takes less time to make it durable later. It promises
     * nothing, and nothing that can be seen changes with it.
     *
     * @throws IOException if it fails; the content cannot be relied on then
     */
    default void writeOut() throws IOException {}

    /**
     * Reads what was appended so far, from its beginning.
     *
     * @return a stream, to be closed by the caller
     * @throws IOException if it cannot be read
     */
    InputStream read() throws IOException;

    /**
     * The file that holds what was appended so far, for reading only, so that another program can look at it.
     *
     * @return its file, or empty if it is not a file of its own
     * @throws IOException if the storage cannot be asked
     */
    default Optional<Path> localPath() throws IOException {
        return Optional.empty();
    }

    /**
     * Drops the content, after which the key is free. Absent content is no error; published content is left alone.
     *
     * @throws IOException if it cannot be removed
     */
    void discard() throws IOException;

    /**
     * Releases what this handle holds open; the content stays. Doing it twice is no error.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
