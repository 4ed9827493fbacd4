package org.channelmirror.internal.state;

import org.channelmirror.internal.frames.DamagedFileException;

/** A private file was written by a newer program, which must not be mended away. */
public final class NewerVersionException extends DamagedFileException {

    private static final long serialVersionUID = 1L;

    NewerVersionException(String message) {
        super(message);
    }
}
