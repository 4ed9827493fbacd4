package org.channelmirror.model;

import java.util.Objects;

/**
 * The file name of a package, {@code <name>-<version>-<build>.<suffix>}, safe to use as one path segment on disk.
 * Immutable and thread-safe.
 *
 * <p>Real channels hold names that CEP 26 would refuse; what is required here is only what makes a name safe: visible ASCII,
 * none of the characters that mean something to a file system, no leading dot, one of the two suffixes, at most 211
 * characters.
 *
 * @param value the file name
 */
public record PackageFileName(String value) implements Comparable<PackageFileName> {

    private static final int MAX_LENGTH = 211;
    private static final String FORBIDDEN = "/\\:*?\"<>|";
    private static final boolean[] ALLOWED = allowed();

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if the name is not safe or has neither suffix
     */
    public PackageFileName {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("\"" + printable(value) + "\" is not a package's file name: expected"
                    + " <name>-<version>-<build>.conda or .tar.bz2, at most " + MAX_LENGTH + " characters");
        }
    }

    /**
     * Says whether a name is one this type accepts, without an exception.
     *
     * @param value any text
     * @return true if {@code new PackageFileName(value)} would succeed
     */
    public static boolean isValid(String value) {
        if (value.length() > MAX_LENGTH || value.startsWith(".")) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ALLOWED.length || !ALLOWED[c]) {
                return false;
            }
        }
        return PackageFormat.of(value)
                .filter(format -> value.length() > format.suffix().length())
                .isPresent();
    }

    /**
     * The archive format that the suffix tells.
     *
     * @return the format
     */
    public PackageFormat format() {
        return PackageFormat.of(value).orElseThrow();
    }

    /**
     * The name without its suffix.
     *
     * @return {@code <name>-<version>-<build>}
     */
    public String stem() {
        return value.substring(0, value.length() - format().suffix().length());
    }

    @Override
    public int compareTo(PackageFileName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** A million names are checked in each index: a table is quicker than a search. */
    private static boolean[] allowed() {
        boolean[] allowed = new boolean['~' + 1];
        for (int c = '!'; c <= '~'; c++) {
            allowed[c] = FORBIDDEN.indexOf(c) < 0;
        }
        return allowed;
    }

    /** Names from outside are shown in messages: control characters must not reach a terminal. */
    private static String printable(String text) {
        String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
