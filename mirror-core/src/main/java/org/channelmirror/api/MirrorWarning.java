package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.Redaction;

/**
 * Something a person should know that did not stop the operation. Immutable and thread-safe.
 *
 * @param subject what it is about: a URL, a path, a subdir; redacted
 * @param message one line; redacted
 */
public record MirrorWarning(String subject, String message) {

    /** Redacts both. */
    public MirrorWarning {
        subject = Redaction.redact(Objects.requireNonNull(subject, "subject"));
        message = Redaction.redact(Objects.requireNonNull(message, "message"));
    }
}
