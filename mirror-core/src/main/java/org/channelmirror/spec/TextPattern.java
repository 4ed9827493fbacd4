package org.channelmirror.spec;

/** What CEP 29 compares a text with: a text, a glob with {@code *}, or a regular expression. Case does not matter. */
interface TextPattern {

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is a regular expression that is not supported
     */
    static TextPattern of(String text) {
        if (text.startsWith("^") && text.endsWith("$")) {
            return Regex.of(text);
        }
        return text.indexOf('*') >= 0 ? Glob.ofSpec(text) : new Exact(text);
    }

    boolean matches(String text);

    /** Says whether the pattern is one text. */
    default boolean isExact() {
        return false;
    }

    /** Says whether every text matches, and what is absent too. */
    default boolean isAny() {
        return false;
    }

    /** One text. */
    record Exact(String text) implements TextPattern {

        @Override
        public boolean matches(String other) {
            return text.equalsIgnoreCase(other);
        }

        @Override
        public boolean isExact() {
            return true;
        }
    }
}
