package org.channelmirror.internal.frames;

import java.io.IOException;

/** A private file is not what was written: cut off, changed, or of a version that this program does not know. */
public class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public DamagedFileException(String message) {
        super(message);
    }
}
