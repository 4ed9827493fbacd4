package org.channelmirror.internal.operation;

/** Upstream's index can be read but must not be taken: what is published stays. */
public final class RefusedIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    public RefusedIndexException(String reason) {
        super(reason);
    }
}
