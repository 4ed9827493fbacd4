package org.channelmirror.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a snapshot of an account, or of a label that moves between snapshots; both are seen at
 * {@code /conda/<account>/label/<name>/}, so that no two of them have one name. Immutable and thread-safe.
 *
 * @param value the name: lower-case letters, digits, {@code _}, {@code .} and {@code -}, beginning with a letter, a digit or
 *     {@code _}, at most 128 characters
 */
public record SnapshotName(String value) implements Comparable<SnapshotName> {

    private static final Pattern VALID = Pattern.compile("[a-z0-9_][a-z0-9_.-]*");
    private static final int MAX_LENGTH = 128;

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if it is not the name of a snapshot or label
     */
    public SnapshotName {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("\"" + value.replaceAll("\\p{Cntrl}", "?")
                    + "\" is not the name of a snapshot or label: use lower-case letters, digits,"
                    + " \"_\", \".\" and \"-\", at most " + MAX_LENGTH);
        }
    }

    /**
     * Tells whether a text is the name of a snapshot or label.
     *
     * @param text any text
     * @return whether the constructor takes it
     */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && VALID.matcher(text).matches();
    }

    @Override
    public int compareTo(SnapshotName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
