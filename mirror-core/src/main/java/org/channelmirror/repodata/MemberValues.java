package org.channelmirror.repodata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads one member of an object that a {@link JsonScanner} has checked. */
final class MemberValues {

    private MemberValues() {}

    /** The member's scalars as text; of members of the same name the last. */
    static List<String> of(byte[] b, int offset, int length, String name) {
        int limit = offset + length;
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        List<String> values = List.of();
        try {
            JsonScanner scanner = new JsonScanner();
            int i = scanner.skipSpace(b, offset + 1, limit);
            while (b[i] != '}') {
                int keyEnd = scanner.skipString(b, i, limit);
                int value = scanner.skipColon(b, keyEnd, limit);
                int end = scanner.skipValue(b, value, limit);
                if (isKey(b, i, keyEnd, wanted)) {
                    values = scalars(scanner, b, value, end);
                }
                i = scanner.skipSpace(b, end, limit);
                if (b[i] == ',') {
                    i = scanner.skipSpace(b, i + 1, limit);
                }
            }
            return values;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a record that was checked is no JSON object", e);
        }
    }

    private static boolean isKey(byte[] b, int start, int end, byte[] wanted) {
        for (int i = start + 1; i < end - 1; i++) {
            if (b[i] == '\\') {
                return JsonText.decode(b, start, end).equals(new String(wanted, StandardCharsets.UTF_8));
            }
        }
        return Arrays.equals(b, start + 1, end - 1, wanted, 0, wanted.length);
    }

    /** Hands out the strings of a list. */
    static void strings(byte[] b, int start, int end, Consumer<String> target) {
        try {
            items(new JsonScanner(), b, start, end, (from, to) -> {
                if (b[from] == '"') {
                    target.accept(JsonText.decode(b, from, to));
                }
            });
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a list that was checked is none", e);
        }
    }

    /** Hands out the strings of a list without making strings of them. */
    static void texts(byte[] b, int start, int end, Utf8Sink target) {
        try {
            items(new JsonScanner(), b, start, end, (from, to) -> {
                if (b[from] == '"') {
                    JsonText.decode(b, from, to, target);
                }
            });
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a list that was checked is none", e);
        }
    }

    private static List<String> scalars(JsonScanner scanner, byte[] b, int start, int end) throws JsonSyntaxException {
        List<String> values = new ArrayList<>();
        if (b[start] == '[') {
            items(scanner, b, start, end, (from, to) -> scalar(b, from, to, values));
        } else {
            scalar(b, start, end, values);
        }
        return values;
    }

    /** Takes an item by where it begins and ends. */
    private interface Item {
        void at(int from, int to);
    }

    private static void items(JsonScanner scanner, byte[] b, int start, int end, Item item) throws JsonSyntaxException {
        int i = scanner.skipSpace(b, start + 1, end);
        while (b[i] != ']') {
            int itemEnd = scanner.skipValue(b, i, end);
            item.at(i, itemEnd);
            i = scanner.skipSpace(b, itemEnd, end);
            if (b[i] == ',') {
                i = scanner.skipSpace(b, i + 1, end);
            }
        }
    }

    private static void scalar(byte[] b, int start, int end, List<String> values) {
        switch (b[start]) {
            case '"' -> values.add(JsonText.decode(b, start, end));
            case '{', '[', 'n' -> {}
            default -> values.add(new String(b, start, end - start, StandardCharsets.US_ASCII));
        }
    }
}
