package org.channelmirror.spec;

/**
 * Which versions are meant (CEP 29): {@code ==1.2}, {@code !=1.2}, {@code <1.2}, {@code <=1.2}, {@code >1.2}, {@code >=1.2},
 * {@code ~=1.2} (at least 1.2, and 1.*), {@code =1.2} and {@code 1.2.*} (1.2 and all that begins with it), {@code 1.*.2} (a glob
 * over the text), {@code ^1\.[24]$} (a regular expression over the text) and {@code *}, joined by {@code ,} (and), by {@code |}
 * (or) and by parentheses. Immutable and thread-safe; parsed once, and matching allocates nothing but for regular expressions.
 */
public final class VersionSpec {

    private final VersionClause clause;
    private final String text;

    private VersionSpec(VersionClause clause) {
        this.clause = clause;
        this.text = clause.text();
    }

    /**
     * Reads a version spec.
     *
     * @param text the spec; white space around its parts does not matter
     * @return the spec
     * @throws IllegalArgumentException if it cannot be read, or has a regular expression that could run without bounds; the
     *     message says what and where
     */
    public static VersionSpec parse(String text) {
        return new VersionSpec(new VersionSpecParser(text).parse());
    }

    /**
     * Says whether a version is meant.
     *
     * @param version the version
     * @return true if it is
     */
    public boolean matches(Version version) {
        return clause.matches(version);
    }

    /**
     * Says whether every version is meant, even one that cannot be read.
     *
     * @return true for {@code *}
     */
    public boolean isAny() {
        return clause instanceof VersionClause.Any;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionSpec spec && text.equals(spec.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The spec as conda writes it, without the white space and with {@code 1.2.*} for {@code 1.2*}. */
    @Override
    public String toString() {
        return text;
    }
}
