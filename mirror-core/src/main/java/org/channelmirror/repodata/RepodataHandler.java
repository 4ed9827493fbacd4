package org.channelmirror.repodata;

import java.io.IOException;

/**
 * Takes what a {@link RepodataReader} finds, in the order of the text; what is not taken is read over. Used by one thread.
 */
public interface RepodataHandler {

    /**
     * A record of {@code packages}, {@code packages.conda}, or of one of these formats in {@code v3}.
     *
     * @param record valid until this method returns
     * @throws IOException ends the reading
     */
    void record(RawRecord record) throws IOException;

    /**
     * A record that is no JSON object. It has the name, version and build that the file's name tells, and no checksum that is one.
     *
     * @param record valid until this method returns
     * @return whether the rest is to be read all the same; if not, the document is not repodata
     * @throws IOException ends the reading
     */
    default boolean unusable(RawRecord record) throws IOException {
        return false;
    }

    /**
     * A name in {@code removed}.
     *
     * @param fileName any text
     * @throws IOException ends the reading
     */
    default void removed(String fileName) throws IOException {}

    /**
     * The document has {@code signatures} or {@code v3}, whose contents follow.
     *
     * @param key which
     * @throws IOException ends the reading
     */
    default void begins(String key) throws IOException {}

    /**
     * A member of {@code signatures}.
     *
     * @param fileName any text
     * @param value where its value stands
     * @throws IOException ends the reading
     */
    default void signature(String fileName, TextRange value) throws IOException {}

    /**
     * A member of {@code info}.
     *
     * @param key its name
     * @param value its value as JSON
     * @throws IOException ends the reading
     */
    default void info(String key, byte[] value) throws IOException {}

    /**
     * Any other top-level member that is small enough to be kept in memory.
     *
     * @param key its name
     * @param value its value as JSON
     * @throws IOException ends the reading
     */
    default void other(String key, byte[] value) throws IOException {}

    /**
     * A member that lists packages in a form or a format of its own, or is too large to be kept; it was read over.
     *
     * @param key its name, or its path with dots, such as {@code v3.whl}
     * @param members how many members or items it has; 0 if they were not counted
     * @throws IOException ends the reading
     */
    default void skipped(String key, long members) throws IOException {}
}
