package org.channelmirror.repodata;

import java.io.IOException;

/** The text of an index is not repodata. */
public final class MalformedRepodataException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * Says where and what.
     *
     * @param offset the byte in the uncompressed text, from 0
     * @param problem what was expected and what was found
     * @param cause what led to it
     */
    MalformedRepodataException(long offset, String problem, Exception cause) {
        super(problem, cause);
        this.offset = offset;
    }

    /**
     * Where the problem is.
     *
     * @return the byte in the uncompressed text, from 0
     */
    public long offset() {
        return offset;
    }
}
