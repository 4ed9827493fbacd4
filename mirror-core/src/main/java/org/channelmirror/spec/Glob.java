package org.channelmirror.spec;

/** A text in which {@code *} stands for any characters. Takes at most its length times the text's length in steps. */
final class Glob implements TextPattern {

    private final String pattern;

    Glob(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public boolean isAny() {
        return pattern.equals("*");
    }

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
            } else if (at < pattern.length() && fold(pattern.charAt(at)) == fold(text.charAt(here))) {
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

    private static char fold(char c) {
        return Character.toLowerCase(c);
    }
}
