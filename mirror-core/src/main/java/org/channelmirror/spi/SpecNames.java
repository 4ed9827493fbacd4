package org.channelmirror.spi;

import java.util.Locale;

/** Finds the name in what should be a match spec. */
final class SpecNames {

    private SpecNames() {}

    static String firstWord(String text) {
        String stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && isNameCharacter(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
    }
}
