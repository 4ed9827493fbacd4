package org.channelmirror.tests.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Channeldata;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.channel.JsonStyle;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.channel.RawJson;
import org.channelmirror.testkit.channel.RecordField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChannelBuilderTest {

    private static final String NUMPY = "numpy-1.26.4-py312_3.conda";

    @TempDir
    Path folder;

    private ChannelBuilder builder;

    @BeforeEach
    void begin() {
        builder = ChannelBuilder.at(folder);
    }

    @Test
    void aCondaPackageOpensAndSaysWhatTheRecordSays() throws Exception {
        MadeChannel made = builder.subdir("linux-64")
                .pkg("numpy", "1.26.4", "py312_3")
                .depends("python >=3.12")
                .license("BSD-3-Clause")
                .licenseFamily("BSD")
                .payload("hello".getBytes(StandardCharsets.UTF_8))
                .write();

        Map<String, byte[]> zip = PackageReader.zipMembers(Files.readAllBytes(made.path(made.get("linux-64", NUMPY))));
        assertEquals(
                List.of("metadata.json", "pkg-numpy-1.26.4-py312_3.tar.zst", "info-numpy-1.26.4-py312_3.tar.zst"),
                List.copyOf(zip.keySet()));
        assertEquals(2L, JsonTree.object(zip.get("metadata.json")).get("conda_pkg_format_version"));
        Map<String, byte[]> info = PackageReader.tarZstMembers(zip.get("info-numpy-1.26.4-py312_3.tar.zst"));
        Map<String, byte[]> files = PackageReader.tarZstMembers(zip.get("pkg-numpy-1.26.4-py312_3.tar.zst"));
        assertEquals("hello", new String(files.get("share/numpy/payload"), StandardCharsets.UTF_8));
        assertAgrees(info, files, record("linux-64", NUMPY));
        assertEquals(3L, record("linux-64", NUMPY).get("build_number"));
        assertEquals("BSD", record("linux-64", NUMPY).get("license_family"));
    }

    @Test
    void aTarBz2PackageOpensAndSaysWhatTheRecordSays() throws Exception {
        MadeChannel made = builder.subdir("noarch")
                .pkg("tzdata", "2024a", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();

        String fileName = "tzdata-2024a-0.tar.bz2";
        Map<String, byte[]> all =
                PackageReader.tarBz2Members(Files.readAllBytes(made.path(made.get("noarch", fileName))));
        assertEquals(List.of("info/index.json", "info/paths.json", "share/tzdata/payload"), List.copyOf(all.keySet()));
        assertAgrees(all, all, record("noarch", fileName));
        assertEquals("generic", record("noarch", fileName).get("noarch"));
    }

    @Test
    void hashesAndSizesInTheIndexAreThoseOfTheFiles() throws Exception {
        MadeChannel made = builder.subdir("linux-64")
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("c", "1", "0")
                .payloadSize(50_000)
                .write();

        assertEquals(3, made.packages().size());
        for (MadePackage each : made.packages()) {
            byte[] stored = Files.readAllBytes(made.path(each));
            Map<?, ?> record = record("linux-64", each.fileName());
            assertEquals((long) stored.length, record.get("size"));
            assertEquals(hex("SHA-256", stored), record.get("sha256"));
            assertEquals(hex("MD5", stored), record.get("md5"));
            assertEquals(record.get("sha256"), each.sha256());
            assertEquals(record.get("md5"), each.md5());
            assertArrayEquals(stored, each.bytes());
        }
        assertTrue(made.get("linux-64", "c-1-0.conda").size() > 50_000);
    }

    @Test
    void equalDescriptionsGiveEqualBytes() throws Exception {
        MadePackage first = builder.subdir("linux-64")
                .pkg("a", "1", "0")
                .payloadSize(999)
                .write()
                .get("linux-64", "a-1-0.conda");
        MadePackage second = ChannelBuilder.at(folder.resolve("second"))
                .subdir("linux-64")
                .pkg("a", "1", "0")
                .payloadSize(999)
                .write()
                .get("linux-64", "a-1-0.conda");

        assertArrayEquals(first.bytes(), second.bytes());
    }

    @Test
    void fieldsAreLeftOutAddedAndOverridden() throws Exception {
        builder.subdir("linux-64")
                .pkg("a", "1", "0")
                .without(RecordField.SHA256, RecordField.SIZE)
                .field("depends", List.of("hotfix"))
                .field("x", new RawJson("1.0e2"))
                .field("nothing", null)
                .write();

        Map<?, ?> record = record("linux-64", "a-1-0.conda");
        assertFalse(record.containsKey("sha256") || record.containsKey("size"));
        assertTrue(record.containsKey("md5") && record.containsKey("nothing"));
        assertEquals(List.of("hotfix"), record.get("depends"));
        assertTrue(text(IndexFile.JSON).contains("\"x\":1.0e2"));
    }

    @Test
    void theRestOfTheIndexIsAsDescribed() throws Exception {
        builder.subdir("linux-64")
                .baseUrl("../elsewhere")
                .removed("b-1-0.conda", "a-1-0.conda")
                .topLevel("x", Map.of("y", 1))
                .write();

        assertEquals(
                "{\"info\":{\"base_url\":\"../elsewhere\",\"subdir\":\"linux-64\"},\"packages\":{},\"packages.conda\":{},"
                        + "\"removed\":[\"a-1-0.conda\",\"b-1-0.conda\"],\"repodata_version\":2,\"x\":{\"y\":1}}\n",
                text(IndexFile.JSON));
    }

    @Test
    void aRawIndexIsWrittenAsItIs() throws Exception {
        builder.subdir("linux-64").rawRepodata("{").pkg("a", "1", "0").write();

        assertEquals("{", text(IndexFile.JSON));
        assertTrue(Files.exists(folder.resolve("linux-64/a-1-0.conda")));
    }

    @Test
    void everyFormOfTheIndexHoldsTheSame() throws Exception {
        MadeChannel made = builder.indexes(IndexFile.JSON, IndexFile.ZST, IndexFile.BZ2)
                .subdir("linux-64")
                .pkg("a", "1", "0")
                .write();

        byte[] json = Files.readAllBytes(made.path("linux-64", IndexFile.JSON));
        byte[] zst = Files.readAllBytes(made.path("linux-64", IndexFile.ZST));
        byte[] bz2 = Files.readAllBytes(made.path("linux-64", IndexFile.BZ2));
        assertArrayEquals(json, new ZstdInputStream(new ByteArrayInputStream(zst)).readAllBytes());
        assertArrayEquals(json, new BZip2CompressorInputStream(new ByteArrayInputStream(bz2)).readAllBytes());
    }

    @Test
    void stylesDifferInLayoutOnly() throws Exception {
        builder.subdir("linux-64").pkg("a", "1", "0").pkg("b", "1", "0").write();
        Map<String, ?> compact = index("linux-64");
        assertEquals(List.of("a-1-0.conda", "b-1-0.conda"), keysOf(compact.get("packages.conda")));

        builder.style(JsonStyle.PRETTY).write();
        assertEquals(compact, index("linux-64"));
        assertTrue(text(IndexFile.JSON).startsWith("{\n  \"info\": {\n    \"subdir\": \"linux-64\"\n  },\n"));

        builder.style(JsonStyle.UNSORTED).write();
        assertEquals(compact, index("linux-64"));
        assertEquals(
                List.of("b-1-0.conda", "a-1-0.conda"), keysOf(index("linux-64").get("packages.conda")));
    }

    @Test
    void damageShowsOnDiskOnly() throws Exception {
        MadeChannel made = builder.subdir("linux-64")
                .pkg("gone", "1", "0")
                .damaged(Damage.ABSENT)
                .pkg("flipped", "1", "0")
                .damaged(Damage.FLIPPED_BYTE)
                .pkg("short", "1", "0")
                .damaged(Damage.TRUNCATED)
                .write();

        MadePackage gone = made.get("linux-64", "gone-1-0.conda");
        assertEquals(gone.sha256(), record("linux-64", "gone-1-0.conda").get("sha256"));
        assertFalse(Files.exists(made.path(gone)));
        MadePackage flipped = made.get("linux-64", "flipped-1-0.conda");
        assertEquals(flipped.size(), Files.size(made.path(flipped)));
        assertNotEquals(flipped.sha256(), hex("SHA-256", Files.readAllBytes(made.path(flipped))));
        MadePackage cut = made.get("linux-64", "short-1-0.conda");
        assertEquals(cut.size() / 2, Files.size(made.path(cut)));
    }

    @Test
    void channeldataNamesSubdirsAndPackages() throws Exception {
        builder.channeldata(Channeldata.PRESENT)
                .subdir("linux-64")
                .pkg("a", "1", "0")
                .subdir("noarch")
                .pkg("a", "2", "0")
                .write();

        Map<String, ?> document = JsonTree.object(Files.readAllBytes(folder.resolve("channeldata.json")));
        assertEquals(List.of("linux-64", "noarch"), document.get("subdirs"));
        assertEquals(Map.of("a", Map.of("subdirs", List.of("linux-64", "noarch"))), document.get("packages"));
    }

    @Test
    void aSecondWriteReplacesWhatChangedAndLeavesTheRest() throws Exception {
        builder.channeldata(Channeldata.PRESENT)
                .indexes(IndexFile.JSON, IndexFile.ZST)
                .subdir("osx-64")
                .pkg("a", "1", "0")
                .subdir("linux-64")
                .pkg("same", "1", "0")
                .pkg("again", "1", "0")
                .pkg("dropped", "1", "0")
                .write();
        Path same = folder.resolve("linux-64/same-1-0.conda");
        Files.setLastModifiedTime(same, FileTime.from(Instant.EPOCH));
        Files.createFile(folder.resolve("linux-64/notes.txt"));

        MadeChannel second = builder.channeldata(Channeldata.ABSENT)
                .indexes(IndexFile.JSON)
                .dropSubdir("osx-64")
                .subdir("linux-64")
                .drop("dropped-1-0.conda")
                .pkg("again", "1", "0")
                .payloadSize(100)
                .write();

        assertEquals(
                List.of(
                        "linux-64/again-1-0.conda",
                        "linux-64/notes.txt",
                        "linux-64/repodata.json",
                        "linux-64/same-1-0.conda"),
                filesIn(folder));
        assertEquals(Instant.EPOCH, Files.getLastModifiedTime(same).toInstant());
        MadePackage again = second.get("linux-64", "again-1-0.conda");
        assertArrayEquals(again.bytes(), Files.readAllBytes(second.path(again)));
        assertEquals(again.sha256(), record("linux-64", "again-1-0.conda").get("sha256"));
    }

    @Test
    void aHostileNameStaysInTheIndex() throws Exception {
        builder.subdir("linux-64").pkg("evil", "1", "0").fileName("../evil-1-0.conda");
        assertThrows(IllegalArgumentException.class, builder::write);

        builder = ChannelBuilder.at(folder);
        builder.subdir("linux-64")
                .pkg("evil", "1", "0")
                .fileName("../evil-1-0.conda")
                .damaged(Damage.ABSENT)
                .write();
        assertEquals("evil", record("linux-64", "../evil-1-0.conda").get("name"));
        assertEquals(List.of("linux-64/repodata.json"), filesIn(folder));
    }

    private static void assertAgrees(Map<String, byte[]> info, Map<String, byte[]> files, Map<?, ?> record)
            throws Exception {
        Map<String, ?> index = JsonTree.object(info.get("info/index.json"));
        assertTrue(
                index.keySet().containsAll(List.of("name", "version", "build", "build_number", "depends", "subdir")),
                index.toString());
        index.forEach((key, value) -> assertEquals(value, record.get(key), key));
        List<?> paths = (List<?>) JsonTree.object(info.get("info/paths.json")).get("paths");
        assertEquals(1, paths.size());
        Map<?, ?> path = (Map<?, ?>) paths.get(0);
        byte[] payload = files.get((String) path.get("_path"));
        assertEquals((long) payload.length, path.get("size_in_bytes"));
        assertEquals(hex("SHA-256", payload), path.get("sha256"));
    }

    private Map<String, ?> index(String subdir) throws Exception {
        return JsonTree.object(Files.readAllBytes(folder.resolve(subdir).resolve("repodata.json")));
    }

    private Map<?, ?> record(String subdir, String fileName) throws Exception {
        String section = fileName.endsWith(".conda") ? "packages.conda" : "packages";
        return (Map<?, ?>) ((Map<?, ?>) index(subdir).get(section)).get(fileName);
    }

    private String text(IndexFile index) throws Exception {
        return Files.readString(folder.resolve("linux-64").resolve(index.fileName()));
    }

    private static List<?> keysOf(Object map) {
        return new ArrayList<>(((Map<?, ?>) map).keySet());
    }

    private static List<String> filesIn(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static String hex(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
