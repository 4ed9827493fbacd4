package org.channelmirror.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What conda's own tests say, as rows of JSON that lie beside the project; not everyone has them. */
final class CondaCases {

    private static final Path FOLDER = Path.of("..", "..", "shared", "cases");

    private CondaCases() {}

    static boolean areThere() {
        return Files.isDirectory(FOLDER);
    }

    /** The rows of a file whose rows are lists. */
    static List<List<?>> lists(String file) throws IOException {
        List<List<?>> rows = new ArrayList<>();
        for (Object row : read(file)) {
            rows.add((List<?>) row);
        }
        return rows;
    }

    /** The rows of a file whose rows are objects. */
    static List<Map<?, ?>> objects(String file) throws IOException {
        List<Map<?, ?>> rows = new ArrayList<>();
        for (Object row : read(file)) {
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    private static List<?> read(String file) throws IOException {
        String json = Files.readString(FOLDER.resolve(file));
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return (List<?>) value(parser);
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }
}
