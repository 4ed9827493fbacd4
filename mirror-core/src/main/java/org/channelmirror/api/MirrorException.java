package org.channelmirror.api;

import org.channelmirror.model.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a whole could not be done. Failures of single packages are not exceptions but data in the
 * {@link MirrorReport}. Messages say what went wrong, where, and what to do; they hold no secrets.
 */
public abstract class MirrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final boolean retryable;

    /**
     * For the leaves.
     *
     * @param message what, where, what to do; secrets of URLs in it are redacted
     * @param subject the thing concerned: a URL, a path, an account; redacted
     * @param retryable whether the same call may succeed later
     * @param cause what led to it, if anything
     */
    protected MirrorException(String message, String subject, boolean retryable, @Nullable Throwable cause) {
        super(Redaction.redact(message), cause);
        this.subject = Redaction.redact(subject);
        this.retryable = retryable;
    }

    /**
     * The thing concerned.
     *
     * @return a URL, a path or an account, without secrets
     */
    public String subject() {
        return subject;
    }

    /**
     * Says whether the same call may succeed later without any change.
     *
     * @return true if trying again makes sense
     */
    public boolean isRetryable() {
        return retryable;
    }
}
