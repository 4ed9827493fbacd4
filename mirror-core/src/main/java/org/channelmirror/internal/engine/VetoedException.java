package org.channelmirror.internal.engine;

/** A gate lets nothing of a subdir pass: what is published stays, and what arrived waits. */
final class VetoedException extends Exception {

    private static final long serialVersionUID = 1L;

    VetoedException(String reason) {
        super(reason);
    }
}
