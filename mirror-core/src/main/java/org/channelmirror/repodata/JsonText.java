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

    private static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            i++;
            char escaped = raw.charAt(i);
            switch (escaped) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }

    /** The same JSON without the white space between its tokens. */
    static byte[] squeeze(byte[] b, int start, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        boolean inString = false;
        for (int i = start; i < end; i++) {
            byte c = b[i];
            if (inString || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                out.write(c);
            }
            if (c == '"') {
                inString = !inString;
            } else if (inString && c == '\\') {
                i++;
                out.write(b[i]);
            }
        }
        return out.toByteArray();
    }
}
