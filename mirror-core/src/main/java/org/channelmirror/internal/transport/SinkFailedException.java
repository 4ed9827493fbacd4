package org.channelmirror.internal.transport;

import java.io.IOException;

/** The sink's failure on its way out; not an {@link IOException}, so that nobody takes it for the network's. */
final class SinkFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SinkFailedException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
