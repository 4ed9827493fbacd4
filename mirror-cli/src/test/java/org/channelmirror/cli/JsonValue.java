package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON value as plain Java: maps, lists, texts, numbers and booleans. */
record JsonValue(Object value) {

    /** Reads a text that is one JSON object and nothing else. */
    static JsonValue only(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken(), text);
            Object value = read(parser);
            assertNull(parser.nextToken(), text);
            return new JsonValue(value);
        }
    }

    /** The value at a path such as {@code subdirs/0/subdir}; null if there is none. */
    Object at(String path) {
        Object current = value;
        for (String step : path.split("/", -1)) {
            current = current instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : current instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return current;
    }

    private static Object read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> parser.getString();
        };
    }
}
