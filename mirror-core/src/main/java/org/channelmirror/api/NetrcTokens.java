package org.channelmirror.api;

/** Cuts a netrc text into words, which blanks separate and quotes hold together. */
final class NetrcTokens {

    private final String text;
    private int at;
    private int line = 1;
    private int tokenLine = 1;

    NetrcTokens(String text) {
        this.text = text;
    }

    /** The line of the last word, from 1. */
    int line() {
        return tokenLine;
    }

    /** Moves to the next word; false if there is none. */
    boolean advance() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            take();
        }
        tokenLine = line;
        return at < text.length();
    }

    /** Where a keyword is expected, this begins a comment; a password may begin so too. */
    boolean isComment() {
        return text.charAt(at) == '#';
    }

    void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            take();
        }
    }

    /** Skips up to the next empty line. */
    void skipParagraph() {
        skipLine();
        while (at < text.length()) {
            take();
            int begin = at;
            skipLine();
            if (text.substring(begin, at).isBlank()) {
                return;
            }
        }
    }

    /**
     * The next word.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    String next() {
        StringBuilder word = new StringBuilder();
        if (text.charAt(at) != '"') {
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                word.append(take());
            }
            return word.toString();
        }
        take();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = take();
            word.append(c == '\\' && at < text.length() ? unescaped(take()) : c);
        }
        if (at == text.length()) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        take();
        return word.toString();
    }

    private char take() {
        char c = text.charAt(at++);
        line += c == '\n' ? 1 : 0;
        return c;
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
