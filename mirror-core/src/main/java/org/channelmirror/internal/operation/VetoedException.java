package org.channelmirror.internal.operation;

/** A gate lets nothing of a subdir pass: what is published stays, and what arrived waits. */
public final class VetoedException extends Exception {

    private static final long serialVersionUID = 1L;

    public VetoedException(String reason) {
        super(reason);
    }
}
