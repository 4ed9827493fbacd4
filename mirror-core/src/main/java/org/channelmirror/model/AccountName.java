package org.channelmirror.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of an account: one mirror in a root, served at {@code /conda/<account>/}. Immutable and thread-safe.
 *
 * @param value the name: lower-case letters, digits, {@code _}, {@code .} and {@code -}, beginning with a letter, a digit or
 *     {@code _}, at most 128 characters, and not {@code t}, which client URLs use for tokens
 */
public record AccountName(String value) implements Comparable<AccountName> {

    // Before the constant below: its constructor needs the pattern.
    private static final Pattern VALID = Pattern.compile("[a-z0-9_][a-z0-9_.-]*");
    private static final int MAX_LENGTH = 128;

    /** The account that the original product mirrored into. */
    public static final AccountName DEFAULT = new AccountName("anaconda");

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if it is not an account's name
     */
    public AccountName {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not an account name: use lower-case letters, digits,"
                            + " \"_\", \".\" and \"-\", at most " + MAX_LENGTH + ", and not \"t\"");
        }
    }

    /**
     * Tells whether a text is an account's name.
     *
     * @param text any text
     * @return whether the constructor takes it
     */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && VALID.matcher(text).matches() && !text.equals("t");
    }

    @Override
    public int compareTo(AccountName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
