package org.channelmirror.internal.shards;

import java.io.IOException;
import java.util.Map;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Writes MessagePack from outside as JSON, member by member in the order in which they stand. Nothing is made room for by what a
 * header says: lengths are checked against what is there.
 */
final class ValueUnpacker {

    private static final int MAX_DEPTH = 64;

    /** How many bytes the checksums of a record have. */
    private static final Map<String, Integer> DIGESTS = Map.of("md5", 16, "sha256", 32, "legacy_bz2_md5", 16);

    private final MessageUnpacker in;
    private final long limit;
    private final int mostText;

    /** Reads from an unpacker that has {@code limit} bytes at most, and texts of {@code mostText} at most. */
    ValueUnpacker(MessageUnpacker in, long limit, int mostText) {
        this.in = in;
        this.limit = limit;
        this.mostText = mostText;
    }

    /** Appends a record, whose checksums may be bytes. */
    void record(JsonText out) throws IOException, DoubtfulShardsException {
        if (in.getNextFormat().getValueType() != ValueType.MAP) {
            throw new DoubtfulShardsException("a record is no map");
        }
        int members = in.unpackMapHeader();
        out.raw("{");
        for (int i = 0; i < members; i++) {
            byte[] key = key(out, i);
            Integer digest = DIGESTS.get(JsonText.decoded(key));
            if (digest != null && in.getNextFormat().getValueType() == ValueType.BINARY) {
                out.hex(binary(digest));
            } else {
                value(out, 1);
            }
        }
        out.raw("}");
    }

    /** Appends any value that JSON has, too. */
    void value(JsonText out) throws IOException, DoubtfulShardsException {
        value(out, 0);
    }

    private void value(JsonText out, int depth) throws IOException, DoubtfulShardsException {
        if (depth > MAX_DEPTH) {
            throw new DoubtfulShardsException("values are nested deeper than " + MAX_DEPTH);
        }
        MessageFormat format = in.getNextFormat();
        switch (format.getValueType()) {
            case NIL -> {
                in.unpackNil();
                out.raw("null");
            }
            case BOOLEAN -> out.raw(Boolean.toString(in.unpackBoolean()));
            case INTEGER ->
                out.raw(
                        format == MessageFormat.UINT64
                                ? in.unpackBigInteger().toString()
                                : Long.toString(in.unpackLong()));
            case FLOAT -> out.raw(number(in.unpackDouble()));
            case STRING -> out.text(text());
            case ARRAY -> {
                int items = in.unpackArrayHeader();
                out.raw("[");
                for (int i = 0; i < items; i++) {
                    out.raw(i == 0 ? "" : ",");
                    value(out, depth + 1);
                }
                out.raw("]");
            }
            case MAP -> {
                int members = in.unpackMapHeader();
                out.raw("{");
                for (int i = 0; i < members; i++) {
                    key(out, i);
                    value(out, depth + 1);
                }
                out.raw("}");
            }
            case BINARY, EXTENSION -> throw new DoubtfulShardsException("a value is of a kind that JSON does not have");
        }
    }

    private byte[] key(JsonText out, int number) throws IOException, DoubtfulShardsException {
        out.raw(number == 0 ? "" : ",");
        byte[] key = text();
        out.text(key);
        out.raw(":");
        return key;
    }

    private static String number(double value) throws DoubtfulShardsException {
        if (!Double.isFinite(value)) {
            throw new DoubtfulShardsException("a number is not finite");
        }
        return Double.toString(value).replace('E', 'e');
    }

    /** The bytes of a text. */
    byte[] text() throws IOException, DoubtfulShardsException {
        return payload(in.unpackRawStringHeader());
    }

    /** Bytes of this length. */
    byte[] binary(int length) throws IOException, DoubtfulShardsException {
        int there = in.unpackBinaryHeader();
        if (there != length) {
            throw new DoubtfulShardsException("a checksum has " + there + " bytes instead of " + length);
        }
        return payload(there);
    }

    private byte[] payload(int length) throws IOException, DoubtfulShardsException {
        if (length > limit - in.getTotalReadBytes() || length > mostText) {
            throw new DoubtfulShardsException("a text is longer than what is there, or than it can be");
        }
        return in.readPayload(length);
    }
}
