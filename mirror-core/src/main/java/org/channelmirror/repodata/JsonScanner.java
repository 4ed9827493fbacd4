package org.channelmirror.repodata;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks JSON values (RFC 8259, in UTF-8) in a part of a buffer and finds where they end. It builds nothing. A value that
 * goes on beyond the part answers {@link #UNDERFLOW}: the caller reads more and asks again from the value's beginning.
 */
final class JsonScanner {

    /** The value is not whole within the limit. */
    static final int UNDERFLOW = -1;

    static final int MAX_DEPTH = 64;

    /** The bytes that stand for themselves in a string. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int c = 0x20; c < 0x80; c++) {
            PLAIN[c] = c != '"' && c != '\\';
        }
    }

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private boolean lineBreaks;

    /** Says whether a line break was skipped between tokens since the last call, and forgets it. */
    boolean takeLineBreaks() {
        boolean seen = lineBreaks;
        lineBreaks = false;
        return seen;
    }

    /** The index of the next byte that is not white space; the limit if there is none. */
    int skipSpace(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit) {
            byte c = b[i];
            if (c > ' ') {
                return i;
            }
            if (c == '\n' || c == '\r') {
                lineBreaks = true;
            } else if (c != ' ' && c != '\t') {
                return i;
            }
            i++;
        }
        return i;
    }

    /** The index behind the value that begins at {@code i}. */
    int skipValue(byte[] b, int i, int limit) throws JsonSyntaxException {
        return skipValue(b, i, limit, 0);
    }

    private int skipValue(byte[] b, int i, int limit, int depth) throws JsonSyntaxException {
        if (i >= limit) {
            return UNDERFLOW;
        }
        return switch (b[i]) {
            case '"' -> skipString(b, i, limit);
            case '{' -> skipContainer(b, i, limit, depth, '}');
            case '[' -> skipContainer(b, i, limit, depth, ']');
            case 't' -> skipWord(b, i, limit, "true");
            case 'f' -> skipWord(b, i, limit, "false");
            case 'n' -> skipWord(b, i, limit, "null");
            default -> skipNumber(b, i, limit);
        };
    }

    private int skipContainer(byte[] b, int from, int limit, int depth, char close) throws JsonSyntaxException {
        if (depth >= MAX_DEPTH) {
            throw new JsonSyntaxException(from, "values are nested more than " + MAX_DEPTH + " deep");
        }
        int i = skipSpace(b, from + 1, limit);
        if (i < limit && b[i] == close) {
            return i + 1;
        }
        while (true) {
            if (close == '}') {
                i = skipKey(b, i, limit);
                if (i == UNDERFLOW) {
                    return UNDERFLOW;
                }
            }
            i = skipValue(b, i, limit, depth + 1);
            if (i == UNDERFLOW) {
                return UNDERFLOW;
            }
            i = skipSpace(b, i, limit);
            if (i >= limit) {
                return UNDERFLOW;
            }
            if (b[i] == close) {
                return i + 1;
            }
            if (b[i] != ',') {
                throw new JsonSyntaxException(i, "expected \",\" or \"" + close + "\"");
            }
            i = skipSpace(b, i + 1, limit);
        }
    }

    /** The index of the value behind the name that begins at {@code i}, its colon and the white space round it. */
    int skipKey(byte[] b, int i, int limit) throws JsonSyntaxException {
        int end = skipString(b, i, limit);
        return end == UNDERFLOW ? UNDERFLOW : skipColon(b, end, limit);
    }

    /** The index of the value behind the colon that follows at {@code i}, after any white space. */
    int skipColon(byte[] b, int from, int limit) throws JsonSyntaxException {
        int i = skipSpace(b, from, limit);
        if (i >= limit) {
            return UNDERFLOW;
        }
        if (b[i] != ':') {
            throw new JsonSyntaxException(i, "expected \":\"");
        }
        i = skipSpace(b, i + 1, limit);
        return i >= limit ? UNDERFLOW : i;
    }

    /** The index behind the string that begins at {@code from}. */
    int skipString(byte[] b, int from, int limit) throws JsonSyntaxException {
        if (from >= limit) {
            return UNDERFLOW;
        }
        if (b[from] != '"') {
            throw new JsonSyntaxException(from, "expected a string");
        }
        int i = from + 1;
        while (i < limit) {
            i = skipPlain(b, i, limit);
            if (i >= limit) {
                return UNDERFLOW;
            }
            byte c = b[i];
            if (PLAIN[c & 0xff]) {
                i++;
            } else if (c == '"') {
                return i + 1;
            } else {
                i = c == '\\' ? skipEscape(b, i, limit) : skipMultiByte(b, i, limit);
                if (i == UNDERFLOW) {
                    return UNDERFLOW;
                }
            }
        }
        return UNDERFLOW;
    }

    /**
     * Goes over bytes that stand for themselves, eight at a time: most of an index is strings. Where some of the next eight do
     * not, or fewer than eight are left, it stops at or before the first that does not.
     */
    private static int skipPlain(byte[] b, int from, int limit) {
        int i = from;
        while (i <= limit - Long.BYTES) {
            long special = notPlain((long) EIGHT_BYTES.get(b, i));
            if (special != 0) {
                // The lowest marked byte is right; a borrow can mark only higher ones that are not.
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += Long.BYTES;
        }
        return i;
    }

    /** The high bit of each byte that is a quote, a backslash, a control character or not ASCII. */
    private static long notPlain(long bytes) {
        long quote = bytes ^ (ONES * '"');
        long backslash = bytes ^ (ONES * '\\');
        return (bytes | (bytes - ONES * ' ') | (quote - ONES) | (backslash - ONES)) & HIGH_BITS;
    }

    private static int skipEscape(byte[] b, int i, int limit) throws JsonSyntaxException {
        if (i + 1 >= limit) {
            return UNDERFLOW;
        }
        return switch (b[i + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 2;
            case 'u' -> skipHex(b, i + 2, limit);
            default -> throw new JsonSyntaxException(i, "unknown escape in a string");
        };
    }

    private static int skipHex(byte[] b, int from, int limit) throws JsonSyntaxException {
        if (from + 4 > limit) {
            return UNDERFLOW;
        }
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(b[i], 16) < 0) {
                throw new JsonSyntaxException(i, "expected four hexadecimal digits after \"\\u\"");
            }
        }
        return from + 4;
    }

    /** Well-formed UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
    private static int skipMultiByte(byte[] b, int i, int limit) throws JsonSyntaxException {
        int lead = b[i] & 0xff;
        if (lead < 0x20) {
            throw new JsonSyntaxException(i, "control character in a string");
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4) {
            throw new JsonSyntaxException(i, "not UTF-8");
        }
        if (i + length > limit) {
            return UNDERFLOW;
        }
        int second = b[i + 1] & 0xff;
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            throw new JsonSyntaxException(i, "not UTF-8");
        }
        for (int k = 2; k < length; k++) {
            if ((b[i + k] & 0xc0) != 0x80) {
                throw new JsonSyntaxException(i, "not UTF-8");
            }
        }
        return i + length;
    }

    private static int skipWord(byte[] b, int i, int limit, String word) throws JsonSyntaxException {
        if (i + word.length() > limit) {
            return UNDERFLOW;
        }
        for (int k = 0; k < word.length(); k++) {
            if (b[i + k] != word.charAt(k)) {
                throw new JsonSyntaxException(i, "expected a value");
            }
        }
        return i + word.length();
    }

    /** A number ends where something else begins, so one that reaches the limit is not known to be whole. */
    private static int skipNumber(byte[] b, int from, int limit) throws JsonSyntaxException {
        int i = b[from] == '-' ? from + 1 : from;
        if (i >= limit) {
            return UNDERFLOW;
        }
        if (!isDigit(b[i])) {
            throw new JsonSyntaxException(from, "expected a value");
        }
        int first = i;
        i = skipDigits(b, i, limit);
        if (b[first] == '0' && i > first + 1) {
            throw new JsonSyntaxException(from, "a number begins with 0");
        }
        if (i < limit && b[i] == '.') {
            i = skipFraction(b, i + 1, limit);
        }
        if (i != UNDERFLOW && i < limit && (b[i] == 'e' || b[i] == 'E')) {
            i = i + 1 < limit && (b[i + 1] == '+' || b[i + 1] == '-') ? i + 2 : i + 1;
            i = skipFraction(b, i, limit);
        }
        return i == UNDERFLOW || i >= limit ? UNDERFLOW : i;
    }

    private static int skipFraction(byte[] b, int i, int limit) throws JsonSyntaxException {
        if (i >= limit) {
            return UNDERFLOW;
        }
        if (!isDigit(b[i])) {
            throw new JsonSyntaxException(i, "expected a digit");
        }
        return skipDigits(b, i, limit);
    }

    private static int skipDigits(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit && isDigit(b[i])) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
