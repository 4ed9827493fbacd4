package org.channelmirror.repodata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
        return java.util.Arrays.equals(b, start + 1, end - 1, wanted, 0, wanted.length);
    }

    private static List<String> scalars(JsonScanner scanner, byte[] b, int start, int end) throws JsonSyntaxException {
        List<String> values = new ArrayList<>();
        if (b[start] != '[') {
            scalar(b, start, end, values);
            return values;
        }
        int i = scanner.skipSpace(b, start + 1, end);
        while (b[i] != ']') {
            int itemEnd = scanner.skipValue(b, i, end);
            scalar(b, i, itemEnd, values);
            i = scanner.skipSpace(b, itemEnd, end);
            if (b[i] == ',') {
                i = scanner.skipSpace(b, i + 1, end);
            }
        }
        return values;
    }

    private static void scalar(byte[] b, int start, int end, List<String> values) {
        switch (b[start]) {
            case '"' -> values.add(JsonText.decode(b, start, end));
            case '{', '[', 'n' -> {}
            default -> values.add(new String(b, start, end - start, StandardCharsets.US_ASCII));
        }
    }
}
