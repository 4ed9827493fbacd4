package org.channelmirror.internal.transport;

import java.net.URI;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.model.Redaction;
import org.jspecify.annotations.Nullable;

/** One attempt failed; whether another follows is decided by who sees this. */
final class AttemptFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final @Nullable String retryAfter;
    private final @Nullable String endpoint;
    private final int earlier;

    /** What a failure means for further attempts. */
    enum Kind {
        /** Another would fail too. */
        LASTING,
        /** Another may succeed. */
        PASSING,
        /** The host wants to be asked less often, by everybody. */
        BUSY,
        /** No connection to the endpoint could be had. */
        UNREACHABLE,
        /** The endpoint's name is not known. */
        UNRESOLVED,
        /** This run tries the endpoint no more. */
        GIVEN_UP
    }

    private AttemptFailedException(
            Kind kind,
            String problem,
            int status,
            @Nullable String retryAfter,
            @Nullable String endpoint,
            int earlier,
            @Nullable Throwable cause) {
        super(Redaction.redact(problem), cause);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
        this.endpoint = endpoint;
        this.earlier = earlier;
    }

    static AttemptFailedException passing(String problem, @Nullable Throwable cause) {
        return new AttemptFailedException(Kind.PASSING, problem, 0, null, null, 0, cause);
    }

    static AttemptFailedException passingStatus(int status, String problem, @Nullable String retryAfter) {
        return new AttemptFailedException(Kind.PASSING, problem, status, retryAfter, null, 0, null);
    }

    static AttemptFailedException busy(int status, String problem, @Nullable String retryAfter, String endpoint) {
        return new AttemptFailedException(Kind.BUSY, problem, status, retryAfter, endpoint, 0, null);
    }

    static AttemptFailedException lasting(String problem, @Nullable Throwable cause) {
        return new AttemptFailedException(Kind.LASTING, problem, 0, null, null, 0, cause);
    }

    static AttemptFailedException lastingStatus(int status, String problem) {
        return new AttemptFailedException(Kind.LASTING, problem, status, null, null, 0, null);
    }

    static AttemptFailedException unreachable(Kind kind, String problem, String endpoint, Throwable cause) {
        return new AttemptFailedException(kind, problem, 0, null, endpoint, 0, cause);
    }

    /** The same problem, when it is one for good: nobody asks that endpoint again in this run. */
    AttemptFailedException givenUp(int attempts) {
        String problem = problem() + "; it is given up for this run";
        // The attempt that whoever sees this counts is among them.
        return new AttemptFailedException(Kind.GIVEN_UP, problem, 0, null, endpoint, attempts - 1, getCause());
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    Kind kind() {
        return kind;
    }

    boolean isRetryable() {
        return kind != Kind.LASTING && kind != Kind.GIVEN_UP;
    }

    boolean isUnreachable() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNRESOLVED;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    /** The host and port that the failure is about, where it is not about one file. */
    Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    TransferException after(int attempts, URI uri) {
        return new TransferException(
                uri.toString(), status, attempts + earlier, kind != Kind.LASTING, problem(), getCause());
    }
}
