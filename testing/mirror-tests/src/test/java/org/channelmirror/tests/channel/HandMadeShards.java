package org.channelmirror.tests.channel;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Sharded repodata of a channel, made from its plain index as other tools make it, and as none should. */
public final class HandMadeShards {

    private static final List<String> DIGESTS = List.of("md5", "sha256", "legacy_bz2_md5");

    private final Map<String, Object> info = new TreeMap<>();
    private final Map<String, byte[]> shards = new TreeMap<>();
    private boolean isHex;
    private int version = 1;

    /** Makes them from the text of an index. */
    public static HandMadeShards of(byte[] repodata, String subdir) {
        return new HandMadeShards().with(repodata, subdir, false);
    }

    /** The same with checksums as text. */
    public static HandMadeShards hex(byte[] repodata, String subdir) {
        return new HandMadeShards().with(repodata, subdir, true);
    }

    @SuppressWarnings("unchecked")
    private HandMadeShards with(byte[] repodata, String subdir, boolean hex) {
        isHex = hex;
        info.put("subdir", subdir);
        info.put("base_url", "");
        info.put("shards_base_url", "");
        Map<String, Map<String, Map<String, Object>>> byName = new TreeMap<>();
        Map<String, @Nullable Object> index = JsonTree.object(repodata);
        for (String section : List.of("packages", "packages.conda")) {
            Map<String, Map<String, Object>> records =
                    (Map<String, Map<String, Object>>) index.getOrDefault(section, Map.of());
            records.forEach((file, record) -> byName.computeIfAbsent(
                            String.valueOf(record.get("name")),
                            name -> new TreeMap<>(
                                    Map.of("packages", new TreeMap<>(), "packages.conda", new TreeMap<>())))
                    .get(section)
                    .put(file, record));
        }
        byName.forEach((name, shard) -> shards.put(name, packed(shard)));
        return this;
    }

    /** The same with another member of {@code info}. */
    public HandMadeShards info(String key, Object value) {
        info.put(key, value);
        return this;
    }

    /** The same as another version of the format. */
    public HandMadeShards version(int number) {
        version = number;
        return this;
    }

    /** The same with another file for a name's shard, under its own checksum. */
    public HandMadeShards shard(String name, UnaryOperator<byte[]> change) {
        shards.compute(name, (key, bytes) -> change.apply(bytes == null ? new byte[0] : bytes));
        return this;
    }

    /** The files of shards by their names. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        shards.values().forEach(bytes -> files.put(file(bytes), bytes));
        return files;
    }

    /** The file name of one. */
    public String file(String name) {
        return file(shards.get(name));
    }

    private static String file(byte[] bytes) {
        return MsgpackTree.sha256(bytes) + ".msgpack.zst";
    }

    /** The shard index. */
    public byte[] index() {
        Map<String, Object> checksums = new TreeMap<>();
        shards.forEach((name, bytes) -> {
            String hash = MsgpackTree.sha256(bytes);
            checksums.put(name, isHex ? hash : HexFormat.of().parseHex(hash));
        });
        return packed(Map.of("version", version, "info", info, "shards", checksums));
    }

    /** Any value, compressed. */
    public byte[] packed(Object value) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            pack(out, "", value);
            return Zstd.compress(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pack(MessagePacker out, String key, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            out.packMapHeader(members.size());
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.packString(String.valueOf(member.getKey()));
                pack(out, String.valueOf(member.getKey()), member.getValue());
            }
        } else if (value instanceof List<?> items) {
            out.packArrayHeader(items.size());
            for (Object item : items) {
                pack(out, "", item);
            }
        } else if (value instanceof byte[] bytes) {
            out.packBinaryHeader(bytes.length);
            out.writePayload(bytes);
        } else if (value instanceof String text && DIGESTS.contains(key) && !isHex) {
            pack(out, "", HexFormat.of().parseHex(text));
        } else if (value instanceof String text) {
            out.packString(text);
        } else if (value instanceof Boolean truth) {
            out.packBoolean(truth);
        } else if (value instanceof BigDecimal || value instanceof Double) {
            out.packDouble(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            out.packBigInteger(new BigInteger(number.toString()));
        } else {
            out.packNil();
        }
    }
}
