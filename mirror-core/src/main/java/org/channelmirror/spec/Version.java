package org.channelmirror.spec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package's version in conda's order (CEP 33): numbers numerically, words before numbers, {@code dev} first and
 * {@code post} last, and what is not written is 0, so that {@code 1.1} equals {@code 1.1.0} and {@code 1.1.rc1} equals
 * {@code 1.1.0rc1}. {@link #equals} and {@link #hashCode} follow the order; {@link #toString} is the text as it was written.
 * Immutable and thread-safe. Comparing allocates nothing.
 */
public final class Version implements Comparable<Version> {

    private final String text;
    private final Segments main;
    private final Segments local;

    Version(String text, Segments main, Segments local) {
        this.text = text;
        this.main = main;
        this.local = local;
    }

    /**
     * Reads a version.
     *
     * @param text letters, digits, {@code .}, {@code _} or {@code -}, with {@code N!} before and {@code +local} after it where
     *     needed; case and surrounding white space do not matter
     * @return the version
     * @throws IllegalArgumentException if it is not a version; the message says why
     */
    public static Version parse(String text) {
        VersionParser parser = new VersionParser(text);
        Version version = parser.parse();
        if (version == null) {
            throw new IllegalArgumentException("version \"" + Shown.of(text) + "\": " + parser.problem());
        }
        return version;
    }

    /**
     * Reads what may be a version, without an exception.
     *
     * @param text any text
     * @return the version, or empty where {@link #parse} would throw
     */
    public static Optional<Version> tryParse(String text) {
        return Optional.ofNullable(parseOrNull(text));
    }

    static @Nullable Version parseOrNull(String text) {
        return new VersionParser(text).parse();
    }

    /**
     * Says whether this version begins with another one, as {@code =1.2} asks: all that is written there is here too, the last
     * word of it at least as a beginning. {@code 1.2.3} begins with {@code 1.2} and {@code 1.20} does not.
     *
     * @param prefix what it may begin with
     * @return true if it does
     */
    public boolean startsWith(Version prefix) {
        return prefix.local.isEmpty()
                ? main.startsWith(prefix.main)
                : main.equals(prefix.main) && local.startsWith(prefix.local);
    }

    /** The text that was compared: in lower case, with underscores for hyphens. */
    String normalized() {
        return main.text();
    }

    Segments main() {
        return main;
    }

    Segments local() {
        return local;
    }

    @Override
    public int compareTo(Version other) {
        int order = main.compareTo(other.main);
        return order != 0 ? order : local.compareTo(other.local);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * main.hashCode() + local.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
