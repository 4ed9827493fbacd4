package org.channelmirror.api;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Something could not be fetched. */
public final class TransferException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int attempts;

    /**
     * Says what was asked for and how it ended.
     *
     * @param uri what was asked for; redacted here
     * @param status the HTTP status, or 0 if there was no answer
     * @param attempts how often it was tried; 0 if its host had been given up before
     * @param retryable whether a later try may succeed
     * @param problem what went wrong
     * @param cause what led to it, if anything
     */
    public TransferException(
            String uri, int status, int attempts, boolean retryable, String problem, @Nullable Throwable cause) {
        super(uri + ": " + problem + (attempts > 1 ? " (after " + attempts + " attempts)" : ""), uri, retryable, cause);
        this.status = status;
        this.attempts = attempts;
    }

    /**
     * The HTTP status.
     *
     * @return the status, or empty if there was no answer
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * How often it was tried.
     *
     * @return the number; 0 if its host had been given up before
     */
    public int attempts() {
        return attempts;
    }
}
