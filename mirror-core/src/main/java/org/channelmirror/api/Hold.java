package org.channelmirror.api;

import java.time.Instant;
import java.util.Objects;
import org.channelmirror.model.Redaction;

/**
 * That an account is held: nothing changes it until it is released. Immutable.
 *
 * @param reason why, without secrets
 * @param since from when on
 */
public record Hold(String reason, Instant since) {

    /** Redacts the reason. */
    public Hold {
        reason = Redaction.redact(Objects.requireNonNull(reason, "reason"));
        Objects.requireNonNull(since, "since");
    }
}
