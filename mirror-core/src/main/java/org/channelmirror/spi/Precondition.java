package org.channelmirror.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * What must hold at a path for a publication to go on. Immutable and thread-safe.
 *
 * @param kind what is asked
 * @param token the token to match, with {@link Kind#MATCHES} only
 */
public record Precondition(Kind kind, Optional<VersionToken> token) {

    /** The three questions a precondition can ask. */
    public enum Kind {
        /** Nothing: whatever is there is replaced. */
        ANY,
        /** The path holds no object. */
        ABSENT,
        /** The path holds the object with the token. */
        MATCHES
    }

    /** Whatever is at the path is replaced. */
    public static final Precondition ANY = new Precondition(Kind.ANY, Optional.empty());

    /** The path must hold no object. */
    public static final Precondition ABSENT = new Precondition(Kind.ABSENT, Optional.empty());

    /**
     * Validates that a token is there exactly when it is compared.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Precondition {
        Objects.requireNonNull(kind, "kind");
        if (token.isPresent() != (kind == Kind.MATCHES)) {
            throw new IllegalArgumentException("a token goes with MATCHES, and only with it");
        }
    }

    /**
     * The path must hold the content that a token tells.
     *
     * @param token the expected content's token
     * @return the precondition
     */
    public static Precondition matches(VersionToken token) {
        return new Precondition(Kind.MATCHES, Optional.of(token));
    }
}
