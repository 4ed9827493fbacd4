package org.channelmirror.internal.engine;

/** What is published stays: upstream's index can be read but must not be taken, or a gate vetoes what came with it. */
final class RefusedIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedIndexException(String reason) {
        super(reason);
    }
}
