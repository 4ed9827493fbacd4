package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.tests.channel.MsgpackTree;
import org.jspecify.annotations.Nullable;

/**
 * The sharded form of a subdir's index, as clients read it.
 *
 * @param info what the shard index says of the subdir
 * @param files the file name of each package name's shard
 * @param shards what each of them holds
 */
record PublishedShards(
        Map<String, @Nullable Object> info,
        Map<String, String> files,
        Map<String, Map<String, @Nullable Object>> shards) {

    static final String INDEX = "repodata_shards.msgpack.zst";

    @SuppressWarnings("unchecked")
    static PublishedShards read(Published published, String subdir) throws IOException {
        Map<String, @Nullable Object> index = MsgpackTree.ofZstd(published.bytes(subdir, INDEX));
        assertEquals(List.of("info", "shards", "version"), new ArrayList<>(index.keySet()));
        assertEquals(1L, index.get("version"));
        Map<String, String> files = new TreeMap<>();
        Map<String, Map<String, @Nullable Object>> shards = new TreeMap<>();
        assertSorted(index.get("shards"));
        for (Map.Entry<String, String> shard : ((Map<String, String>) index.get("shards")).entrySet()) {
            String file = "shards/" + shard.getValue() + ".msgpack.zst";
            byte[] bytes = published.bytes(subdir, file);
            assertEquals(shard.getValue(), MsgpackTree.sha256(bytes));
            files.put(shard.getKey(), file);
            shards.put(shard.getKey(), MsgpackTree.ofZstd(bytes));
        }
        assertSorted(index.get("info"));
        return new PublishedShards((Map<String, @Nullable Object>) index.get("info"), files, shards);
    }

    /** All together they list what the plain index does, but for checksums that are none. */
    void assertSameAs(Map<String, @Nullable Object> index) {
        Map<String, Map<String, @Nullable Object>> records = new TreeMap<>();
        Map<String, Map<String, @Nullable Object>> revised = new TreeMap<>();
        TreeSet<Object> removed = new TreeSet<>();
        for (Map<String, @Nullable Object> shard : shards.values()) {
            assertSorted(shard);
            assertSorted(shard.get("packages"));
            assertSorted(shard.get("packages.conda"));
            records.putAll(Published.records(shard));
            revised.putAll(Published.revised(shard));
            removed.addAll((List<?>) shard.get("removed"));
        }
        records.values().forEach(PublishedShards::assertSorted);
        assertEquals(comparable(Published.records(index)), comparable(records));
        assertEquals(comparable(Published.revised(index)), comparable(revised));
        assertEquals(index.get("removed"), new ArrayList<>(removed));
    }

    private static Map<String, Map<String, @Nullable Object>> comparable(
            Map<String, Map<String, @Nullable Object>> records) {
        for (Map<String, @Nullable Object> record : records.values()) {
            record.replaceAll((field, value) -> switch (field) {
                case "md5", "legacy_bz2_md5" -> checksum(value, 32);
                case "sha256" -> checksum(value, 64);
                default -> plain(value);
            });
        }
        return records;
    }

    /** MessagePack holds the value of a number, not how it was written. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.doubleValue() + 0.0;
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> plain = new TreeMap<>();
            members.forEach((name, member) -> plain.put(name, plain(member)));
            return plain;
        }
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    private static @Nullable Object checksum(@Nullable Object value, int digits) {
        return value instanceof String text && text.matches("[0-9a-fA-F]{" + digits + "}")
                ? text.toLowerCase(java.util.Locale.ROOT)
                : null;
    }

    private static void assertSorted(@Nullable Object object) {
        List<Object> names = new ArrayList<>(((Map<?, ?>) object).keySet());
        assertEquals(new ArrayList<>(new TreeSet<>(names)), names);
    }
}
