package org.channelmirror.internal.shards;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON that was checked before into plain values: {@link Members}, lists, texts, numbers, truth values and null. */
final class JsonValues {

    /** Whole numbers that MessagePack can hold. */
    private static final BigInteger MAX_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private static final int MAX_DIGITS = 20;

    /** What stands in an index was limited when it was read. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonValues() {}

    static JsonParser parser(byte[] json, int offset, int length) {
        return JSON.createParser(ObjectReadContext.empty(), json, offset, length);
    }

    static @Nullable Object parse(byte[] json) {
        try (JsonParser parser = parser(json, 0, json.length)) {
            parser.nextToken();
            return read(parser);
        }
    }

    /** The value whose first token the parser is at. */
    static @Nullable Object read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser.getString());
            case VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Members readObject(JsonParser parser) {
        Members.Builder members = new Members.Builder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.add(name, read(parser));
        }
        return members.build();
    }

    private static List<@Nullable Object> readArray(JsonParser parser) {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return items;
    }

    /** What is too large for a whole number becomes the nearest floating one. */
    private static Object whole(String text) {
        if (text.length() < MAX_DIGITS - 1) {
            return Long.parseLong(text);
        }
        if (text.length() <= MAX_DIGITS) {
            BigInteger number = new BigInteger(text);
            if (number.bitLength() < Long.SIZE) {
                return number.longValueExact();
            }
            if (number.signum() > 0 && number.compareTo(MAX_UNSIGNED) <= 0) {
                return number;
            }
        }
        return Double.parseDouble(text);
    }
}
