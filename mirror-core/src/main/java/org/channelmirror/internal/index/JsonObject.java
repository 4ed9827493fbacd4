package org.channelmirror.internal.index;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.channelmirror.internal.frames.Utf8Order;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes small JSON objects of values that are JSON already. */
public final class JsonObject {

    /** The order of the names' UTF-8 bytes, which is that of their code points. */
    public static final Comparator<String> NAMES = Utf8Order.TEXTS;

    private JsonObject() {}

    /** In the order of the map. */
    public static String of(Map<String, byte[]> members) {
        return members.entrySet().stream().map(JsonObject::member).collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(Entry<String, byte[]> member) {
        return quoted(member.getKey()) + ":" + new String(member.getValue(), StandardCharsets.UTF_8);
    }

    public static String quoted(String name) {
        String text = new String(JsonStringEncoder.getInstance().quoteAsCharArray(name));
        return '"' + (StandardCharsets.UTF_8.newEncoder().canEncode(text) ? text : escaped(text)) + '"';
    }

    /** Half a character can stand in JSON as an escape only. */
    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> Character.isSurrogate((char) c)
                        ? String.format(Locale.ROOT, "\\u%04x", c)
                        : Character.toString((char) c))
                .collect(Collectors.joining());
    }
}
