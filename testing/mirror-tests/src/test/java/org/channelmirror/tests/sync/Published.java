package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.tests.channel.JsonTree;
import org.jspecify.annotations.Nullable;

/** What a conda client sees of an account, read without any knowledge of the engine. */
final class Published {

    static final String CURRENT = "current_repodata.json";

    private static final List<String> SECTIONS = List.of("packages", "packages.conda");
    private static final List<String> EXTENSIONS = List.of("conda", "tar.bz2");

    private final ChannelStorage storage;
    private final StoragePath account;

    Published(ChannelStorage storage) {
        this(storage, "anaconda");
    }

    Published(ChannelStorage storage, String account) {
        this.storage = storage;
        this.account = StoragePath.of("conda", account);
    }

    StoragePath path(String subdir, String file) {
        return account.resolve(subdir).resolve(file);
    }

    boolean has(String subdir, String file) throws IOException {
        return storage.stat(path(subdir, file)).isPresent();
    }

    byte[] bytes(String subdir, String file) throws IOException {
        return bytes(path(subdir, file));
    }

    /** Whether a file is there with these bytes. */
    boolean hasBytes(String subdir, String file, byte[] expected) {
        try {
            return Arrays.equals(expected, bytes(subdir, file));
        } catch (IOException e) {
            return false;
        }
    }

    byte[] bytes(StoragePath path) throws IOException {
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    String text(String subdir) throws IOException {
        return new String(bytes(subdir, "repodata.json"), StandardCharsets.UTF_8);
    }

    Map<String, @Nullable Object> index(String subdir) throws IOException {
        return JsonTree.object(bytes(subdir, "repodata.json"));
    }

    /** The records of both sections at the top. */
    @SuppressWarnings("unchecked")
    static Map<String, Map<String, @Nullable Object>> records(Map<String, @Nullable Object> index) {
        Map<String, Map<String, @Nullable Object>> all = new TreeMap<>();
        for (String section : SECTIONS) {
            Object found = index.get(section);
            if (found != null) {
                all.putAll((Map<String, Map<String, @Nullable Object>>) found);
            }
        }
        return all;
    }

    /** The records in {@code v3}, by the file that each stands for. */
    @SuppressWarnings("unchecked")
    static Map<String, Map<String, @Nullable Object>> revised(Map<String, @Nullable Object> index) {
        Map<String, Map<String, @Nullable Object>> all = new TreeMap<>();
        Map<String, ?> v3 = (Map<String, ?>) index.getOrDefault("v3", Map.of());
        v3.forEach((extension, records) -> ((Map<String, Map<String, @Nullable Object>>) records)
                .forEach((stem, record) -> all.put(stem + "." + extension, record)));
        return all;
    }

    /** The files that {@code v3} lists. */
    Set<String> revisedNames(String subdir) throws IOException {
        return new TreeSet<>(revised(index(subdir)).keySet());
    }

    Map<String, @Nullable Object> record(String subdir, String file) throws IOException {
        Map<String, @Nullable Object> record = records(index(subdir)).get(file);
        assertTrue(record != null, () -> file + " is not listed");
        return record;
    }

    Set<String> names(String subdir) throws IOException {
        return new TreeSet<>(records(index(subdir)).keySet());
    }

    Object removed(String subdir) throws IOException {
        return String.valueOf(index(subdir).get("removed"));
    }

    /** If there is an index of the newest packages, it is a part of the whole one. */
    private void assertCurrentAgrees(String subdir, Map<String, @Nullable Object> index) throws IOException {
        if (storage.stat(account.resolve(subdir).resolve(CURRENT)).isEmpty()) {
            return;
        }
        byte[] json = bytes(subdir, CURRENT);
        assertArrayEquals(json, unzstd(bytes(subdir, CURRENT + ".zst")), subdir + ": forms of " + CURRENT + " differ");
        Map<String, Map<String, @Nullable Object>> all = records(index);
        records(JsonTree.object(json)).forEach((name, record) -> assertEquals(all.get(name), record, name));
    }

    /** Law 2: every published index names only files that are there with the bytes it lists, in every variant. */
    void assertTruthful() throws IOException {
        List<String> subdirs = new ArrayList<>();
        try (Stream<StoredObject> objects = storage.list(account)) {
            objects.map(object -> object.path().value().split("/"))
                    .filter(parts -> parts.length > 3 && parts[3].equals("repodata.json"))
                    .forEach(parts -> subdirs.add(parts[2]));
        }
        for (String subdir : subdirs) {
            byte[] json = bytes(subdir, "repodata.json");
            assertArrayEquals(json, unzstd(bytes(subdir, "repodata.json.zst")), subdir + ": zst and json differ");
            Map<String, @Nullable Object> index = JsonTree.object(json);
            PublishedShards.read(this, subdir).assertSameAs(index);
            assertCurrentAgrees(subdir, index);
            for (Map.Entry<String, Map<String, @Nullable Object>> entry :
                    records(index).entrySet()) {
                assertTruthful(subdir, entry.getKey(), entry.getValue());
            }
            for (Map.Entry<String, Map<String, @Nullable Object>> entry :
                    revised(index).entrySet()) {
                assertTruthful(subdir, entry.getKey(), entry.getValue());
            }
            assertSorted(index, subdir);
            SECTIONS.forEach(section -> assertSorted(index.get(section), subdir + ": " + section));
            assertSorted(index.get("signatures"), subdir + ": signatures");
            if (index.get("v3") instanceof Map<?, ?> v3) {
                assertEquals(EXTENSIONS, new ArrayList<>(v3.keySet()));
                EXTENSIONS.forEach(extension -> assertSorted(v3.get(extension), subdir + ": v3 " + extension));
            }
        }
    }

    private static void assertSorted(@Nullable Object object, String what) {
        if (object instanceof Map<?, ?> members) {
            List<Object> names = new ArrayList<>(members.keySet());
            assertEquals(new ArrayList<>(new TreeSet<>(names)), names, what + " is sorted");
        }
    }

    private void assertTruthful(String subdir, String file, Map<String, @Nullable Object> record) throws IOException {
        assertTrue(has(subdir, file), subdir + "/" + file + " is listed and not there");
        byte[] stored = bytes(subdir, file);
        if (record.get("size") != null) {
            assertEquals(record.get("size"), (long) stored.length, subdir + "/" + file + ": size");
        }
        if (record.get("sha256") != null) {
            assertEquals(record.get("sha256"), hash("SHA-256", stored), subdir + "/" + file + ": sha256");
        } else if (record.get("md5") != null) {
            assertEquals(record.get("md5"), hash("MD5", stored), subdir + "/" + file + ": md5");
        }
    }

    static byte[] unzstd(byte[] compressed) throws IOException {
        try (InputStream in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
