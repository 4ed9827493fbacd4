package org.channelmirror.internal.transport;

import java.net.URI;
import org.channelmirror.api.TransferException;
import org.channelmirror.model.Redaction;
import org.jspecify.annotations.Nullable;

/** One attempt failed; whether another follows is decided by who sees this. */
final class AttemptFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean retryable;
    private final @Nullable String retryAfter;

    private AttemptFailedException(
            String problem, int status, boolean retryable, @Nullable String retryAfter, @Nullable Throwable cause) {
        super(Redaction.redact(problem), cause);
        this.status = status;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    static AttemptFailedException passing(String problem, Throwable cause) {
        return new AttemptFailedException(problem, 0, true, null, cause);
    }

    static AttemptFailedException passingStatus(int status, String problem, @Nullable String retryAfter) {
        return new AttemptFailedException(problem, status, true, retryAfter, null);
    }

    static AttemptFailedException lasting(String problem, @Nullable Throwable cause) {
        return new AttemptFailedException(problem, 0, false, null, cause);
    }

    static AttemptFailedException lastingStatus(int status, String problem) {
        return new AttemptFailedException(problem, status, false, null, null);
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    boolean isRetryable() {
        return retryable;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    TransferException after(int attempts, URI uri) {
        return new TransferException(uri.toString(), status, attempts, retryable, problem(), getCause());
    }
}
