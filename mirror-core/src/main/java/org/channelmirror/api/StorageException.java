package org.channelmirror.api;

import java.io.IOException;

/** The mirror's storage failed. */
public final class StorageException extends MirrorException {

    private static final long serialVersionUID = 1L;

    /**
     * Says where.
     *
     * @param path what was read or written
     * @param cause the storage's own exception
     */
    public StorageException(String path, IOException cause) {
        super("storage failed at " + path + ": " + describe(cause), path, true, cause);
    }

    private static String describe(IOException cause) {
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : cause.getMessage() + " (" + name + ")";
    }
}
