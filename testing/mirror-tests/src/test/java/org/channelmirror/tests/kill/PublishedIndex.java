package org.channelmirror.tests.kill;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.tests.channel.JsonTree;
import org.channelmirror.tests.channel.MsgpackTree;
import org.jspecify.annotations.Nullable;

/** An index file as a client reads it, with nothing of the mirror's own code. */
@SuppressWarnings({"ArrayRecordComponent", "NonApiType"})
record PublishedIndex(
        Path file,
        byte[] bytes,
        Map<String, Map<String, @Nullable Object>> records,
        TreeSet<String> removed,
        List<String> lacking) {

    static Optional<PublishedIndex> read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (file.toString().contains("shards")) {
            return Optional.of(readShards(file, bytes));
        }
        byte[] json = bytes;
        if (file.toString().endsWith(".zst")) {
            try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
                json = in.readAllBytes();
            }
        }
        Map<String, @Nullable Object> document = JsonTree.object(json);
        return Optional.of(new PublishedIndex(file, bytes, records(document), removed(document), List.of()));
    }

    private static PublishedIndex readShards(Path file, byte[] bytes) throws IOException {
        Map<String, Map<String, @Nullable Object>> records = new TreeMap<>();
        TreeSet<String> removed = new TreeSet<>();
        List<String> lacking = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> shard :
                object(MsgpackTree.ofZstd(bytes).get("shards")).entrySet()) {
            Path stored = file.resolveSibling("shards/" + shard.getValue() + ".msgpack.zst");
            try {
                byte[] content = Files.readAllBytes(stored);
                if (!MsgpackTree.sha256(content).equals(shard.getValue())) {
                    lacking.add(stored + " with its checksum, of " + shard.getKey());
                }
                Map<String, @Nullable Object> document = MsgpackTree.ofZstd(content);
                records.putAll(records(document));
                removed.addAll(removed(document));
            } catch (NoSuchFileException e) {
                lacking.add(stored + ", which is not there, of " + shard.getKey());
            }
        }
        return new PublishedIndex(file, bytes, records, removed, lacking);
    }

    /** Every record by its file name. */
    static Map<String, Map<String, @Nullable Object>> records(Map<String, @Nullable Object> document) {
        Map<String, Map<String, @Nullable Object>> records = new TreeMap<>();
        for (String section : List.of("packages", "packages.conda")) {
            object(document.get(section)).forEach((name, record) -> records.put(name, object(record)));
        }
        object(document.get("v3"))
                .forEach((extension, revised) ->
                        object(revised).forEach((stem, record) -> records.put(stem + "." + extension, object(record))));
        return records;
    }

    /** What is wrong with the files that the index names. */
    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>(lacking);
        for (Map.Entry<String, Map<String, @Nullable Object>> entry : records.entrySet()) {
            Path stored = file.resolveSibling(entry.getKey());
            StoredFile.problem(stored, entry.getValue()).ifPresent(what -> problems.add(file + " names " + what));
        }
        return problems;
    }

    private static TreeSet<String> removed(Map<String, @Nullable Object> document) {
        TreeSet<String> names = new TreeSet<>();
        if (document.get("removed") instanceof List<?> list) {
            list.forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }
}
