package org.channelmirror.spi;

import java.io.IOException;

/** A publication found something else at its target than its precondition asked for; the target was left as it was. */
public final class PreconditionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient StoragePath path;

    /**
     * Names the target.
     *
     * @param path the target
     * @param expected the precondition
     */
    public PreconditionFailedException(StoragePath path, Precondition expected) {
        super(path + " is not as expected (" + expected.kind() + "): another writer changed it, run the command again");
        this.path = path;
    }

    /**
     * The target that was not as expected.
     *
     * @return its path
     */
    public StoragePath path() {
        return path;
    }
}
