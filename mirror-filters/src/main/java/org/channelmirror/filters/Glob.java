package org.channelmirror.filters;

/**
 * A pattern over names: {@code *} stands for any characters, {@code ?} for exactly one. Matches a whole name and never looks
 * at a character of it more than once for each character of the pattern, whatever both are.
 */
final class Glob {

    private final String pattern;

    Glob(String pattern) {
        this.pattern = pattern;
    }

    static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    boolean matches(String name) {
        int at = 0;
        int here = 0;
        int afterStar = -1;
        int retryAt = 0;
        while (here < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                afterStar = ++at;
                retryAt = here;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(here))) {
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
}
