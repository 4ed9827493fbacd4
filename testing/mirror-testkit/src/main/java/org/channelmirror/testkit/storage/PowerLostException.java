package org.channelmirror.testkit.storage;

/** The power is off: a {@link PowerCutDisk} does nothing any more. Not an {@link java.io.IOException}, which a storage may handle and report. */
public final class PowerLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PowerLostException() {
        super("the power is off");
    }
}
