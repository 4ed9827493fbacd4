package org.channelmirror.spi;

import java.util.Objects;

/**
 * The name of a {@link StagedWrite}, by which a later process finds it again. Immutable and thread-safe.
 *
 * @param value letters, digits and {@code . _ ~ = -}, not beginning with a dot, at most 200 characters
 */
public record StageKey(String value) implements Comparable<StageKey> {

    private static final int MAX_LENGTH = 200;

    /**
     * Validates the key.
     *
     * @throws IllegalArgumentException if it has other characters or is too long
     */
    public StageKey {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a stage key: expected 1 to 200 of A-Z a-z 0-9 . _ ~ = -");
        }
    }

    private static boolean isValid(String value) {
        boolean isValid = !value.isEmpty() && value.length() <= MAX_LENGTH && value.charAt(0) != '.';
        for (int i = 0; isValid && i < value.length(); i++) {
            isValid = isAllowed(value.charAt(i));
        }
        return isValid;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._~=-".indexOf(c) >= 0;
    }

    @Override
    public int compareTo(StageKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
