package org.channelmirror.benchmarks;

/** The arguments are not understood; the message is for the person who gave them. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
