package org.channelmirror.internal.index;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a line of this program's own logs: an object of texts. */
public final class JsonLine {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private JsonLine() {}

    /** The members that are texts; none if the line was cut short. */
    public static Map<String, String> read(String line) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
            return members;
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}
