package org.channelmirror.internal.shards;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON that was checked before into plain values: sorted maps, lists, texts, numbers, truth values and null. */
final class JsonValues {

    /** Whole numbers that MessagePack can hold. */
    private static final BigInteger MAX_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private static final int MAX_DIGITS = 20;

    /** The order of the names' UTF-8 bytes, which is that of their code points. */
    private static final Comparator<String> NAMES = JsonValues::compare;

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

    private static SortedMap<String, @Nullable Object> readObject(JsonParser parser) {
        SortedMap<String, @Nullable Object> members = new TreeMap<>(NAMES);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, read(parser));
        }
        return members;
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

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
