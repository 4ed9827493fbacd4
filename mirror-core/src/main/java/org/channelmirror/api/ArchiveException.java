package org.channelmirror.api;

import org.channelmirror.spi.InvalidArchiveException;

/** An archive cannot be taken: it is damaged, means harm, or does not fit what is here. Nothing of it was published. */
public final class ArchiveException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final InvalidArchiveException.Reason reason;

    /**
     * Says what is wrong.
     *
     * @param cause what its reader, or the import, found
     */
    public ArchiveException(InvalidArchiveException cause) {
        super(String.valueOf(cause.getMessage()), cause.entry(), false, cause);
        this.reason = cause.reason();
    }

    /**
     * The kind of fault.
     *
     * @return the kind
     */
    public InvalidArchiveException.Reason reason() {
        return reason;
    }
}
