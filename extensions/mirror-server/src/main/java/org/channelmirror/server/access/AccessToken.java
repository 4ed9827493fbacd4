package org.channelmirror.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.channelmirror.model.AccountName;

/**
 * What is known of a token: everything but the token itself, of which only the hash is kept. A plain SHA-256 is enough for a secret
 * of 160 random bits, which nobody can guess. Immutable and thread-safe.
 *
 * @param id its name in lists, which is no secret: 8 hexadecimal digits
 * @param role what its holder may do
 * @param scope the accounts it is for
 * @param created when it was made
 * @param expires from when on it is refused; empty for never
 * @param hash the SHA-256 of the token, in lower-case hexadecimal digits
 */
public record AccessToken(
        String id, TokenRole role, TokenScope scope, Instant created, Optional<Instant> expires, String hash) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Validates the texts.
     *
     * @throws IllegalArgumentException if the id or the hash is malformed
     */
    public AccessToken {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(expires, "expires");
        if (!isId(id) || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("a token's id is 8 hexadecimal digits, and its hash 64");
        }
    }

    /**
     * Tells whether a text can be a token's id.
     *
     * @param text any text
     * @return whether it has the form
     */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Hashes what somebody shows as a token.
     *
     * @param secret any text
     * @return its SHA-256, for {@link #isMadeOf}
     */
    public static byte[] hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Compares in a time that does not depend on how much is equal.
     *
     * @param secretHash the hash of what somebody shows
     * @return whether it is this token
     */
    public boolean isMadeOf(byte[] secretHash) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hash), secretHash);
    }

    /**
     * Tells whether the token counts.
     *
     * @param now the time
     * @return whether it has not expired
     */
    public boolean isValidAt(Instant now) {
        return expires.isEmpty() || now.isBefore(expires.get());
    }

    /**
     * Tells whether the holder may read an account.
     *
     * @param account the account
     * @return whether it is in the scope
     */
    public boolean opens(AccountName account) {
        return scope.includes(account);
    }
}
