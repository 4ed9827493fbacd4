package org.channelmirror.spi;

import java.util.Objects;

/**
 * The key of an object in a {@link ChannelStorage}: relative, with {@code /} between segments. Immutable, thread-safe,
 * ordered by unsigned UTF-8 bytes.
 *
 * @param value the path, without a leading or trailing slash
 */
public record StoragePath(String value) implements Comparable<StoragePath> {

    private static final int MAX_LENGTH = 1024;
    private static final int MAX_SEGMENT = 255;

    /**
     * Validates the path.
     *
     * @throws IllegalArgumentException if it is empty, longer than 1024 characters, has an empty segment, {@code .} or
     *     {@code ..}, a segment of more than 255 characters, a backslash, a colon, a control character or an unpaired surrogate
     */
    public StoragePath {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw refused(value, "it must have 1 to " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 0x7f || c == '\\' || c == ':') {
                throw refused(value, "it has a control character, a backslash or a colon");
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw refused(value, "it has an unpaired surrogate");
            }
        }
        for (String segment : value.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.length() > MAX_SEGMENT) {
                throw refused(value, "a segment is empty, \".\", \"..\" or longer than " + MAX_SEGMENT);
            }
        }
    }

    /**
     * The path of its segments.
     *
     * @param first the first segment or segments
     * @param more what follows, each separated by a slash
     * @return the path
     * @throws IllegalArgumentException if the result is not a valid path
     */
    public static StoragePath of(String first, String... more) {
        return more.length == 0 ? new StoragePath(first) : new StoragePath(first + "/" + String.join("/", more));
    }

    /**
     * A path below this one.
     *
     * @param child one or more segments
     * @return this path, a slash, the child
     * @throws IllegalArgumentException if the result is not a valid path
     */
    public StoragePath resolve(String child) {
        return new StoragePath(value + "/" + child);
    }

    /**
     * The last segment.
     *
     * @return the text after the last slash
     */
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /**
     * Says whether this path lies below a folder: {@code a/b} does below {@code a}, {@code ab} and {@code a} do not.
     *
     * @param folder a path taken as a folder
     * @return true if it does
     */
    public boolean isBelow(StoragePath folder) {
        return value.length() > folder.value.length() + 1
                && value.startsWith(folder.value)
                && value.charAt(folder.value.length()) == '/';
    }

    /** Unsigned UTF-8 order is code point order; UTF-16 order differs from it only where surrogates meet U+E000 and above. */
    @Override
    public int compareTo(StoragePath other) {
        int length = Math.min(value.length(), other.value.length());
        for (int i = 0; i < length; i++) {
            char a = value.charAt(i);
            char b = other.value.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                return surrogateA == surrogateB ? Character.compare(a, b) : Boolean.compare(surrogateA, surrogateB);
            }
        }
        return Integer.compare(value.length(), other.value.length());
    }

    @Override
    public String toString() {
        return value;
    }

    private static IllegalArgumentException refused(String value, String why) {
        String shown = value.length() > 100 ? value.substring(0, 100) + "..." : value;
        return new IllegalArgumentException(
                "storage path \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" is refused: " + why);
    }
}
