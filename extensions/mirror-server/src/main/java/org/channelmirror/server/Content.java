package org.channelmirror.server;

import java.io.IOException;
import java.util.Optional;
import org.channelmirror.spi.ByteRange;

/** One content of a file. There may be another in its place by now; what is opened is this one, or nothing. */
interface Content {

    /** Whether this is still what is to be found in its place. */
    boolean isCurrent() throws IOException;

    /**
     * Opens a part of it.
     *
     * @param range at least one byte within the content
     * @return the bytes; empty if another content is in the place, or none
     */
    Optional<Body> open(ByteRange range) throws IOException;
}
