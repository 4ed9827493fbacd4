package org.channelmirror.internal.engine;

/** Upstream's index can be read but must not be taken: what is published stays. */
final class RefusedIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedIndexException(String reason) {
        super(reason);
    }
}
