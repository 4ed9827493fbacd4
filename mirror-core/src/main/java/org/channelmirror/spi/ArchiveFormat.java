package org.channelmirror.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A way to write many files into one stream, and to read them from it. Thread-safe; its writers and readers are not. */
public interface ArchiveFormat {

    /**
     * What it is called.
     *
     * @return a short name, such as {@code tar}
     */
    String name();

    /**
     * What file names of it end in.
     *
     * @return suffixes with their dot
     */
    List<String> suffixes();

    /**
     * Begins an archive. The same entries and options make the same bytes.
     *
     * @param out where it goes; it is not closed with the writer
     * @param options how it is written
     * @return a writer
     * @throws IOException if its beginning cannot be written
     */
    ArchiveWriter writer(OutputStream out, ArchiveOptions options) throws IOException;

    /**
     * Begins to read an archive from whoever wrote it: it may be meant to do harm.
     *
     * @param in the archive, which is read to its end but not closed with the reader
     * @param limits what is too much
     * @return a reader
     * @throws InvalidArchiveException if it is no archive of this format
     * @throws IOException if it cannot be read
     */
    ArchiveReader reader(InputStream in, ArchiveLimits limits) throws IOException;
}
