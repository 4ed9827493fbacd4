package org.channelmirror.storage;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A symbolic link in the place of an object or a folder leads out of the mirror. */
final class LinkLeadsOutException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    LinkLeadsOutException(Path link, Path root) {
        super(
                link.toString(),
                null,
                "is a symbolic link that leads out of " + root
                        + ", which is not followed: put what it leads to here, or mount it");
    }
}
