package org.channelmirror.repodata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Says by a general parser whether bytes are repodata. */
final class JacksonOracle {

    private final JsonFactory factory = new JsonFactory();

    boolean accepts(byte[] document) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            return first == null || (first == JsonToken.START_OBJECT && document(parser) && parser.nextToken() == null);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean document(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean right = switch (key) {
                case "packages", "packages.conda" ->
                    isNull(value) || (value == JsonToken.START_OBJECT && objects(parser));
                case "v3" -> value != JsonToken.START_OBJECT ? skip(parser) : revision(parser);
                case "removed" -> isNull(value) || (value == JsonToken.START_ARRAY && strings(parser));
                case "info" -> isNull(value) || (value == JsonToken.START_OBJECT && skip(parser));
                default -> skip(parser);
            };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean revision(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean known = key.equals("conda") || key.equals("tar.bz2");
            boolean right =
                    known ? isNull(value) || (value == JsonToken.START_OBJECT && objects(parser)) : skip(parser);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNull(JsonToken value) {
        return value == JsonToken.VALUE_NULL;
    }

    private static boolean objects(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            skip(parser);
        }
        return true;
    }

    private static boolean strings(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return false;
            }
            // Strings are parsed when they are asked for.
            parser.getString();
        }
        return true;
    }

    private static boolean skip(JsonParser parser) {
        parser.skipChildren();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            parser.getString();
        }
        return true;
    }
}
