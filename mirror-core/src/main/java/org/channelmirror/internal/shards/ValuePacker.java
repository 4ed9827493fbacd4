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
        if (!(record instanceof Members members)) {
            pack(out, record);
            return;
        }
        out.packMapHeader(members.size());
        for (int i = 0; i < members.size(); i++) {
            String name = members.names().get(i);
            packText(out, name);
            Integer digits = DIGESTS.get(name);
            if (digits == null) {
                pack(out, members.values().get(i));
            } else {
                packDigest(out, members.values().get(i), digits);
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
            packMembers(out, (Members) value);
        }
    }

    private static void packMembers(MessagePacker out, Members members) throws IOException {
        out.packMapHeader(members.size());
        for (int i = 0; i < members.size(); i++) {
            packText(out, members.names().get(i));
            pack(out, members.values().get(i));
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
        if (value instanceof String text && text.length() == digits && isHex(text)) {
            packBytes(out, HexFormat.of().parseHex(text));
        } else {
            out.packNil();
        }
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
