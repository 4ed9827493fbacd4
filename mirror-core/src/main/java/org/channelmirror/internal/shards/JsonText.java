package org.channelmirror.internal.shards;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A piece of compact JSON that grows. */
final class JsonText {

    private static final HexFormat HEX = HexFormat.of();

    private final JsonStyle style;
    private final int most;
    private byte[] bytes = new byte[1 << 12];
    private int length;

    /** Begins; {@code most} is how many bytes it may become. */
    JsonText(JsonStyle style, int most) {
        this.style = style;
        this.most = most;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Appends ASCII that is JSON. */
    void raw(String text) throws DoubtfulShardsException {
        for (int i = 0; i < text.length(); i++) {
            put((byte) text.charAt(i));
        }
    }

    void hex(byte[] value) throws DoubtfulShardsException {
        put((byte) '"');
        raw(HEX.formatHex(value));
        put((byte) '"');
    }

    /** Appends a text that is given as UTF-8. */
    void text(byte[] utf8) throws DoubtfulShardsException {
        put((byte) '"');
        if (isSimple(utf8)) {
            room(utf8.length);
            System.arraycopy(utf8, 0, bytes, length, utf8.length);
            length += utf8.length;
        } else {
            String text = decoded(utf8);
            for (int i = 0; i < text.length(); i++) {
                character(text.charAt(i), text, i);
            }
        }
        put((byte) '"');
    }

    private void character(char c, String text, int at) throws DoubtfulShardsException {
        switch (c) {
            case '"' -> raw("\\\"");
            case '\\' -> raw("\\\\");
            case '\n' -> raw("\\n");
            case '\r' -> raw("\\r");
            case '\t' -> raw("\\t");
            case '\b' -> raw("\\b");
            case '\f' -> raw("\\f");
            default -> {
                if (c >= ' ' && c < 0x80) {
                    put((byte) c);
                } else if (c < ' ' || style == JsonStyle.ESCAPED) {
                    raw("\\u" + HEX.toHexDigits(c));
                } else if (!Character.isLowSurrogate(c)) {
                    for (byte b : Character.toString(text.codePointAt(at)).getBytes(StandardCharsets.UTF_8)) {
                        put(b);
                    }
                }
            }
        }
    }

    private static boolean isSimple(byte[] utf8) {
        for (byte b : utf8) {
            if (b < ' ' || b == '"' || b == '\\') {
                return false;
            }
        }
        return true;
    }

    static String decoded(byte[] utf8) throws DoubtfulShardsException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DoubtfulShardsException("a text is not UTF-8", e);
        }
    }

    private void put(byte b) throws DoubtfulShardsException {
        room(1);
        bytes[length++] = b;
    }

    private void room(int wanted) throws DoubtfulShardsException {
        if (wanted > most - length) {
            throw new DoubtfulShardsException("a value has more than " + most + " bytes as JSON");
        }
        if (wanted > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + wanted));
        }
    }
}
