package org.channelmirror.spec;

/**
 * A pattern for a whole text: {@code *} stands for any characters, {@code ?} for exactly one, and every other character for itself,
 * whatever its case. Never looks at a character of the text more than once for each character of the pattern, whatever both are.
 * Immutable and thread-safe.
 */
public final class Glob implements TextPattern {

    /** No character. */
    private static final int NO_WILDCARD = -1;

    private final String pattern;
    /** What stands for one character. */
    private final int single;

    private Glob(String pattern, int single) {
        StringBuilder folded = new StringBuilder(pattern.length());
        pattern.chars().forEach(c -> folded.append(fold((char) c)));
        this.pattern = folded.toString();
        this.single = single;
    }

    /**
     * Reads a pattern.
     *
     * @param pattern any text
     * @return the pattern
     */
    public static Glob of(String pattern) {
        return new Glob(pattern, '?');
    }

    /** A pattern of a match spec, in which a question mark is a character like any other. */
    static Glob ofSpec(String pattern) {
        return new Glob(pattern, NO_WILDCARD);
    }

    /**
     * Says whether a text is a pattern that may match several texts.
     *
     * @param text any text
     * @return true if it has a {@code *} or a {@code ?}
     */
    public static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    @Override
    public boolean isAny() {
        return pattern.equals("*");
    }

    /**
     * Compares a text with the pattern.
     *
     * @param text any text
     * @return true if the pattern matches all of it
     */
    @Override
    public boolean matches(String text) {
        int at = 0;
        int here = 0;
        int afterStar = -1;
        int retryAt = 0;
        while (here < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                afterStar = ++at;
                retryAt = here;
            } else if (at < pattern.length() && stands(pattern.charAt(at), text.charAt(here))) {
                at++;
                here++;
            } else if (afterStar >= 0) {
                // Only the last star is widened: what earlier ones matched can stay as short as it was.
                at = afterStar;
                here = ++retryAt;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private boolean stands(char wanted, char found) {
        return wanted == found || wanted == single || wanted == fold(found);
    }

    private static char fold(char c) {
        return Character.toLowerCase(c);
    }
}
