package org.channelmirror.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a {@link StagedWrite}, by which a later process finds it again. Immutable and thread-safe.
 *
 * @param value letters, digits and {@code . _ ~ = -}, not beginning with a dot, at most 200 characters
 */
public record StageKey(String value) implements Comparable<StageKey> {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_~=-][A-Za-z0-9._~=-]{0,199}");

    /**
     * Validates the key.
     *
     * @throws IllegalArgumentException if it has other characters or is too long
     */
    public StageKey {
        Objects.requireNonNull(value, "value");
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a stage key: expected 1 to 200 of A-Z a-z 0-9 . _ ~ = -");
        }
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
