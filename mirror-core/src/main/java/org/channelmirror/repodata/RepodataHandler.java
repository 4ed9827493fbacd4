package org.channelmirror.repodata;

import java.io.IOException;

/** Takes what a {@link RepodataReader} finds, in the order of the text. Used by one thread. */
public interface RepodataHandler {

    /**
     * A record of {@code packages} or {@code packages.conda}.
     *
     * @param record valid until this method returns
     * @throws IOException ends the reading
     */
    void record(RawRecord record) throws IOException;

    /**
     * A name in {@code removed}.
     *
     * @param fileName any text
     * @throws IOException ends the reading
     */
    void removed(String fileName) throws IOException;

    /**
     * A member of {@code info}.
     *
     * @param key its name
     * @param value its value as JSON
     * @throws IOException ends the reading
     */
    void info(String key, byte[] value) throws IOException;

    /**
     * Any other top-level member that is small enough to be kept in memory.
     *
     * @param key its name
     * @param value its value as JSON
     * @throws IOException ends the reading
     */
    void other(String key, byte[] value) throws IOException;

    /**
     * A top-level member that names packages in a form of its own, or is too large to be kept; it was read over.
     *
     * @param key its name
     * @throws IOException ends the reading
     */
    void skipped(String key) throws IOException;
}
