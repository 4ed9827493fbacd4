package org.channelmirror.tests.channel;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** MessagePack as maps, lists and plain values; bytes become hexadecimal text, so that it compares with JSON. */
public final class MsgpackTree {

    private MsgpackTree() {}

    /** The map that compressed bytes hold, in their order. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> ofZstd(byte[] compressed) {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(compressed));
                MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(in)) {
            Object value = tree(unpacker.unpackValue());
            if (unpacker.hasNext() || !(value instanceof Map<?, ?>)) {
                throw new AssertionError("it is not one map");
            }
            return (Map<String, @Nullable Object>) value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A checksum in hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Object tree(Value value) {
        return switch (value.getValueType()) {
            case NIL -> null;
            case BOOLEAN -> value.asBooleanValue().getBoolean();
            case INTEGER ->
                value.asIntegerValue().isInLongRange()
                        ? (Object) value.asIntegerValue().toLong()
                        : value.asIntegerValue().toBigInteger();
            case FLOAT -> value.asFloatValue().toDouble();
            case STRING -> value.asStringValue().asString();
            case BINARY -> HexFormat.of().formatHex(value.asBinaryValue().asByteArray());
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                value.asArrayValue().forEach(item -> items.add(tree(item)));
                yield items;
            }
            case MAP -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                value.asMapValue()
                        .map()
                        .forEach(
                                (key, member) -> members.put(key.asStringValue().asString(), tree(member)));
                yield members;
            }
            case EXTENSION -> throw new AssertionError("an extension");
        };
    }
}
