package org.channelmirror.spi;

import java.io.IOException;
import java.util.Optional;

/** Reads an archive, entry by entry, and refuses what no archive of a mirror has. Used by one thread. */
public interface ArchiveReader extends AutoCloseable {

    /**
     * Goes to the next file; folders are passed over. At the end it has been looked whether anything follows the archive.
     *
     * @return the file, valid until the next call, or empty at the end
     * @throws InvalidArchiveException if the archive is damaged, cut short, or has something that it must not have
     * @throws IOException if it cannot be read
     */
    Optional<ArchiveItem> next() throws IOException;

    /**
     * What files are that the archive's manifest does not list.
     *
     * @return the same at every call
     */
    default Strays strays() {
        return Strays.REFUSED;
    }

    /**
     * Releases what it holds; a stream that it was given stays open.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;

    /** What becomes of files that are not in the manifest, and of those of the manifest that are not there. */
    enum Strays {
        /** An archive is what was written: it is refused. */
        REFUSED,
        /** Folders have a life of their own: what is not listed is passed over, what is missing may be here already. */
        IGNORED
    }
}
