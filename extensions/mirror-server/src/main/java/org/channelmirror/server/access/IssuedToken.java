package org.channelmirror.server.access;

import java.util.Objects;

/**
 * A token at its birth, the only moment at which it can be read. {@link #toString()} does not show it. Immutable.
 *
 * @param secret what the holder shows: letters, digits and hyphens
 * @param token what is kept of it
 */
public record IssuedToken(String secret, AccessToken token) {

    /** Refuses nulls. */
    public IssuedToken {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "IssuedToken[" + token.id() + "]";
    }
}
