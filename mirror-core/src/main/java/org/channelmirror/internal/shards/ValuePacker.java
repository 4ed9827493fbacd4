package org.channelmirror.internal.shards;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePacker;

/** Writes {@link JsonValues} as MessagePack. */
final class ValuePacker {

    /** Clients take the checksums of a record as bytes only, of this many hexadecimal digits. */
    private static final Map<String, Integer> DIGESTS = Map.of("md5", 32, "sha256", 64, "legacy_bz2_md5", 32);

    private ValuePacker() {}

    /** Writes a record, with its checksums as bytes. What is no checksum vouches for nothing and would spoil the whole shard. */
    static void packRecord(MessagePacker out, @Nullable Object record) throws IOException {
        if (!(record instanceof Map<?, ?> members)) {
            pack(out, record);
            return;
        }
        out.packMapHeader(members.size());
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String name = (String) member.getKey();
            packText(out, name);
            Integer digits = DIGESTS.get(name);
            if (digits == null) {
                pack(out, member.getValue());
            } else {
                packDigest(out, member.getValue(), digits);
            }
        }
    }

    static void pack(MessagePacker out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.packNil();
        } else if (value instanceof String text) {
            packText(out, text);
        } else if (value instanceof Long number) {
            out.packLong(number);
        } else if (value instanceof BigInteger number) {
            out.packBigInteger(number);
        } else if (value instanceof Double number) {
            out.packDouble(number);
        } else if (value instanceof Boolean truth) {
            out.packBoolean(truth);
        } else if (value instanceof List<?> items) {
            out.packArrayHeader(items.size());
            for (Object item : items) {
                pack(out, item);
            }
        } else {
            packMap(out, (Map<?, ?>) value);
        }
    }

    private static void packMap(MessagePacker out, Map<?, ?> members) throws IOException {
        out.packMapHeader(members.size());
        for (Map.Entry<?, ?> member : members.entrySet()) {
            packText(out, (String) member.getKey());
            pack(out, member.getValue());
        }
    }

    /** Half a character, which JSON can hold as an escape, has no UTF-8 and becomes a question mark. */
    static void packText(MessagePacker out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.packRawStringHeader(bytes.length);
        out.writePayload(bytes);
    }

    static void packBytes(MessagePacker out, byte[] bytes) throws IOException {
        out.packBinaryHeader(bytes.length);
        out.writePayload(bytes);
    }

    private static void packDigest(MessagePacker out, @Nullable Object value, int digits) throws IOException {
        if (value instanceof String text
                && text.length() == digits
                && text.chars().allMatch(HexFormat::isHexDigit)) {
            packBytes(out, HexFormat.of().parseHex(text));
        } else {
            out.packNil();
        }
    }
}
