package org.channelmirror.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The path of a URL as it came, taken apart. What is odd in any way is refused: it names nothing here. */
final class UrlPath {

    private static final int MAX_LENGTH = 4096;

    private UrlPath() {}

    /**
     * The decoded segments. A plus sign is a plus sign, whether it is encoded or not.
     *
     * @param raw the path, percent-encoded
     * @return at least one segment; empty for a path with empty segments, dot segments, hidden names, encoded slashes, control
     *     characters or a broken encoding
     */
    static Optional<List<String>> segments(String raw) {
        int length = raw.length();
        if (length < 2 || length > MAX_LENGTH || raw.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>(6);
        int begin = 1;
        while (begin <= length) {
            int slash = raw.indexOf('/', begin);
            int end = slash < 0 ? length : slash;
            Optional<String> segment = segment(raw.substring(begin, end));
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
            begin = end + 1;
        }
        return Optional.of(segments);
    }

    /** The text of one segment; empty if it is refused. */
    static Optional<String> segment(String raw) {
        Optional<String> decoded = raw.indexOf('%') < 0 ? Optional.of(raw) : decode(raw);
        return decoded.filter(UrlPath::isName);
    }

    private static boolean isName(String segment) {
        if (segment.isEmpty() || segment.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < ' ' || c == 0x7f || c == '/' || c == '\\' || c == ':') {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decode(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c > 0x7f) {
                return Optional.empty();
            }
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
                if (low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
