package org.channelmirror.cli;

/** Texts from outside may hold control characters, which could steer a terminal. */
final class Printable {

    private Printable() {}

    /** The text with {@code ?} for every control character but line feeds and tabs. */
    static String of(String text) {
        StringBuilder result = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                result = result == null ? new StringBuilder(text) : result;
                result.setCharAt(i, '?');
            }
        }
        return result == null ? text : result.toString();
    }
}
