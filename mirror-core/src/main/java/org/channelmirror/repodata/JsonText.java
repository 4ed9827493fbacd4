package org.channelmirror.repodata;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads and squeezes JSON that {@link JsonScanner} has checked. */
final class JsonText {

    private JsonText() {}

    /** The text of the string whose quotes stand at {@code start} and {@code end - 1}. */
    static String decode(byte[] b, int start, int end) {
        String raw = new String(b, start + 1, end - start - 2, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : unescape(raw);
    }

    /** Hands out the text of a string; a string without escapes is it already. */
    static void decode(byte[] b, int start, int end, Utf8Sink target) {
        for (int i = start + 1; i < end - 1; i++) {
            if (b[i] == '\\') {
                byte[] text = decode(b, start, end).getBytes(StandardCharsets.UTF_8);
                target.text(text, 0, text.length);
                return;
            }
        }
        target.text(b, start + 1, end - start - 2);
    }

    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                i++;
            } else if (raw.charAt(i + 1) == 'u') {
                text.append((char) Integer.parseInt(raw, i + 2, i + 6, 16));
                i += 6;
            } else {
                text.append(escaped(raw.charAt(i + 1)));
                i += 2;
            }
        }
        return text.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    /** The same JSON without the white space between its tokens. */
    static byte[] squeeze(byte[] b, int start, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        boolean inString = false;
        boolean escaped = false;
        for (int i = start; i < end; i++) {
            byte c = b[i];
            if (inString || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                out.write(c);
            }
            if (c == '"' && !escaped) {
                inString = !inString;
            }
            escaped = inString && c == '\\' && !escaped;
        }
        return out.toByteArray();
    }
}
