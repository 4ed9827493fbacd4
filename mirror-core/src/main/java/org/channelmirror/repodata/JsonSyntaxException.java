package org.channelmirror.repodata;

/** Text that is not JSON (RFC 8259). */
final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int index;

    JsonSyntaxException(int index, String message) {
        super(message);
        this.index = index;
    }

    /** Where in the buffer. */
    int index() {
        return index;
    }
}
