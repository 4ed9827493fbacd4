package org.channelmirror.repodata;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a JSON object or list that {@link JsonScanner} has checked apart. */
final class JsonParts {

    private JsonParts() {}

    static Map<String, byte[]> of(byte[] json) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        if (json.length == 0 || (json[0] != '{' && json[0] != '[')) {
            return parts;
        }
        try {
            JsonScanner scanner = new JsonScanner();
            int i = scanner.skipSpace(json, 1, json.length);
            while (json[i] != '}' && json[i] != ']') {
                String name = Integer.toString(parts.size());
                if (json[0] == '{') {
                    int end = scanner.skipString(json, i, json.length);
                    name = JsonText.decode(json, i, end);
                    i = scanner.skipColon(json, end, json.length);
                }
                int end = scanner.skipValue(json, i, json.length);
                parts.put(name, Arrays.copyOfRange(json, i, end));
                i = scanner.skipSpace(json, end, json.length);
                i = json[i] == ',' ? scanner.skipSpace(json, i + 1, json.length) : i;
            }
            return parts;
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("not a value that was read", e);
        }
    }
}
