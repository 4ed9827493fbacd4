package org.channelmirror.spi;

import java.io.IOException;

/** Where an archive is read from; each opening reads it from its beginning, where it can be read more than once. */
@FunctionalInterface
public interface ArchiveSource {

    /**
     * Begins to read.
     *
     * @param limits what is too much
     * @return a reader, to be closed by the caller
     * @throws IOException if it cannot be opened
     */
    ArchiveReader open(ArchiveLimits limits) throws IOException;
}
