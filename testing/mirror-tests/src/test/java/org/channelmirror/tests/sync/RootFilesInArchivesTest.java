package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files at the channel's root on their way from one mirror to another. */
class RootFilesInArchivesTest extends ArchiveTestBase {

    private static final String DATA = "channeldata.json";
    private static final String NOTICES = "notices.json";
    private static final String DATA_ENTRY = "anaconda/pkgs/" + DATA;
    private static final String NOTICES_ENTRY = "anaconda/pkgs/" + NOTICES;
    private static final String MANIFEST = "anaconda/manifest.ndjson";
    private static final String NOTICE = "{\"notices\": [ {\"id\": \"1\"} ], \"x\": 1}\n";

    private static final String ALL = """
            {"channeldata_version": 1, "packages": {
             "a": {"subdirs": ["linux-64"], "version": 1.50},
             "both": {"subdirs": ["linux-64", "osx-64"]},
             "c": {"subdirs": ["linux-64"]},
             "n": {"subdirs": ["noarch"]},
             "o": {"subdirs": ["osx-64"]}},
             "subdirs": ["osx-64", "linux-64", "noarch", "win-64"], "more": {"x": []}}
            """;

    private int touched;

    @BeforeEach
    void fill() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("both", "1", "0").write();
        channel.subdir("noarch").pkg("n", "1", "0").write();
        upstream(DATA, ALL);
        upstream(NOTICES, NOTICE);
        nearSync();
    }

    private void nearSync() throws Exception {
        syncAll();
        clock.advance(Duration.ofMinutes(1));
    }

    private void upstream(String file, String text) throws IOException {
        Path path = temp.resolve("up/c").resolve(file);
        Files.writeString(path, text);
        touched++;
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().plusSeconds(touched)));
    }

    /** Another mirror, of a platform of its own, when the channel's data is this. */
    private byte[] exportOfAnotherPlatform(String data) throws Exception {
        channel.subdir("osx-64").pkg("o", "1", "0").pkg("both", "1", "0").write();
        upstream(DATA, data);
        InMemoryStorage other = new InMemoryStorage();
        client.sync(request()
                .target(other)
                .subdirs(SubdirSelection.some(List.of(new Subdir("osx-64"))))
                .build());
        clock.advance(Duration.ofMinutes(1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.exportArchive(ExportRequest.builder(other)
                .destination(new ExportRequest.Destination(TAR, ArchiveOptions.PLAIN, out))
                .build());
        return out.toByteArray();
    }

    private static boolean has(ChannelStorage mirror, String file) throws IOException {
        return mirror.stat(StoragePath.of("conda", "anaconda", file)).isPresent();
    }

    private static String text(ChannelStorage mirror, String file) throws IOException {
        return new String(
                new Published(mirror).bytes(StoragePath.of("conda", "anaconda", file)), StandardCharsets.UTF_8);
    }

    private static Map<?, ?> packages(byte[] data) {
        return (Map<?, ?>) Map.of("it", JsonTree.object(data)).get("it").get("packages");
    }

    private static Map<?, ?> packages(ChannelStorage mirror) throws IOException {
        return packages(utf8(text(mirror, DATA)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String manifest(byte[] archive) throws IOException {
        return new String(entries(archive).get(MANIFEST), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> byHand(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(entries(archive));
        entries.remove(MANIFEST);
        return entries;
    }

    @Test
    void theFarSideHasThemAsTheNearSideHas() throws Exception {
        byte[] archive = export();
        List<String> paths = new ArrayList<>(entries(archive).keySet());
        assertEquals(List.of(DATA_ENTRY, NOTICES_ENTRY), paths.subList(paths.size() - 2, paths.size()));
        assertTrue(manifest(archive).startsWith("{\"format\":2,"));
        ImportReport report = importInto(far, archive);
        assertEquals(List.of(), report.warnings());
        assertEquals(visible(storage), visible(far));
        assertEquals(NOTICE, text(far, NOTICES));
        importInto(far, archive);
        assertEquals(visible(storage), visible(far));
    }

    @Test
    void whereThereAreNoneTheFormatIsTheFirst() throws Exception {
        InMemoryStorage none = new InMemoryStorage();
        Files.delete(temp.resolve("up/c").resolve(DATA));
        Files.delete(temp.resolve("up/c").resolve(NOTICES));
        client.sync(request().target(none).build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.exportArchive(ExportRequest.builder(none)
                .destination(new ExportRequest.Destination(TAR, ArchiveOptions.PLAIN, out))
                .build());
        assertTrue(manifest(out.toByteArray()).startsWith("{\"format\":1,"));
        importInto(far, out.toByteArray());
        assertEquals(visible(none), visible(far));
    }

    @Test
    void aChainOfDeltasEqualsAFullExport() throws Exception {
        byte[] full = export();
        channel.subdir(LINUX).drop("a-1-0.conda").pkg("c", "1", "0").write();
        upstream(DATA, ALL);
        Files.delete(temp.resolve("up/c").resolve(NOTICES));
        nearSync();
        byte[] delta = export(builder -> builder.since(new ArchiveBase.Last()));
        importInto(far, full);
        assertEquals(Set.of("a", "both", "n"), packages(far).keySet());
        importInto(far, delta);
        assertEquals(Set.of("both", "c", "n"), packages(far).keySet());
        assertFalse(has(far, NOTICES), "they were taken back");
        InMemoryStorage fresh = new InMemoryStorage();
        importInto(fresh, export());
        Map<String, String> byDeltas = visible(far);
        byDeltas.remove("conda/anaconda/linux-64/a-1-0.conda");
        assertEquals(visible(fresh), byDeltas);
        assertEquals(text(storage, DATA), text(far, DATA));
    }

    @Test
    void ofArchivesOfSeveralPlatformsAllIsTold() throws Exception {
        byte[] linux = export();
        byte[] osx = exportOfAnotherPlatform(ALL);
        for (List<byte[]> order : List.of(List.of(linux, osx), List.of(osx, linux))) {
            InMemoryStorage mirror = new InMemoryStorage();
            for (byte[] archive : order) {
                importInto(mirror, archive);
            }
            assertEquals(Set.of("a", "both", "n", "o"), packages(mirror).keySet());
            Object both = ((Map<?, ?>) packages(mirror).get("both")).get("subdirs");
            assertEquals(Set.of("linux-64", "osx-64"), Set.copyOf((List<?>) both));
            Object subdirs = JsonTree.object(utf8(text(mirror, DATA))).get("subdirs");
            assertEquals(Set.of("linux-64", "noarch", "osx-64"), Set.copyOf((List<?>) subdirs));
            assertEquals(NOTICE, text(mirror, NOTICES));
        }
    }

    @Test
    void ofWhatBothHaveTheNewerTells() throws Exception {
        byte[] linux = export();
        upstream(NOTICES, "{\"notices\": []}");
        byte[] osx = exportOfAnotherPlatform("{\"packages\": {\"n\": {\"newer\": 1}, \"both\": {\"newer\": 1}}}");
        for (List<byte[]> order : List.of(List.of(linux, osx), List.of(osx, linux))) {
            InMemoryStorage mirror = new InMemoryStorage();
            for (byte[] archive : order) {
                importInto(mirror, archive);
            }
            assertEquals(Map.of("newer", 1L), packages(mirror).get("n"));
            assertEquals(Map.of("newer", 1L), packages(mirror).get("both"));
            assertEquals("{\"notices\": []}", text(mirror, NOTICES));
        }
    }

    @Test
    void anOlderArchiveBringsTheOlderOnes() throws Exception {
        byte[] older = export();
        Map<String, String> then = visible(storage);
        channel.subdir(LINUX).drop("a-1-0.conda").write();
        upstream(NOTICES, "{\"notices\": []}");
        nearSync();
        importInto(far, export());
        importInto(far, source(older), builder -> builder.older(ImportRequest.Older.ACCEPT));
        assertEquals(then, visible(far));
    }

    @Test
    void aNarrowedExportHasWhatTheyTellOfItsPackages() throws Exception {
        byte[] onlyA = export(builder -> builder.specs(List.of(MatchSpec.parse("a"))));
        assertEquals(Set.of("a"), packages(entries(onlyA).get(DATA_ENTRY)).keySet());
        importInto(far, onlyA);
        assertEquals(NOTICE, text(far, NOTICES));
        assertArrayEquals(entries(onlyA).get(DATA_ENTRY), utf8(text(far, DATA)));
        byte[] noarch = export(builder -> builder.subdirs(SubdirSelection.some(List.of(Subdir.NOARCH))));
        byte[] data = entries(noarch).get(DATA_ENTRY);
        assertEquals(Set.of("n"), packages(data).keySet());
        assertEquals(List.of("noarch"), JsonTree.object(data).get("subdirs"));
    }

    @Test
    void aSnapshotHasNone() throws Exception {
        SnapshotName then = new SnapshotName("then");
        client.snapshots(storage, AccountName.DEFAULT).create(then);
        importInto(far, export());
        channel.subdir(LINUX).drop("a-1-0.conda").write();
        nearSync();
        importInto(far, export());
        byte[] snapshot = export(builder -> builder.snapshot(then));
        assertFalse(entries(snapshot).containsKey(DATA_ENTRY));
        importInto(far, source(snapshot), builder -> builder.older(ImportRequest.Older.ACCEPT));
        assertEquals(Set.of("both", "n"), packages(far).keySet());
        assertTrue(has(far, NOTICES));
    }

    @Test
    void whatTheManifestDoesNotSayIsRefused() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>(entries(export()));
        for (String path : List.of(DATA_ENTRY, NOTICES_ENTRY)) {
            Map<String, byte[]> changed = new LinkedHashMap<>(entries);
            byte[] bytes = changed.get(path).clone();
            bytes[7]++;
            changed.put(path, bytes);
            assertRefused(Reason.MANIFEST_MISMATCH, far, archive(changed));
            changed.remove(path);
            assertRefused(Reason.MANIFEST_MISMATCH, far, archive(changed));
        }
        for (String path : List.of("anaconda/pkgs/index.html", "anaconda/" + DATA, "other/pkgs/" + DATA)) {
            Map<String, byte[]> more = new LinkedHashMap<>(entries);
            more.put(path, new byte[3]);
            assertRefused(Reason.MANIFEST_MISMATCH, far, archive(more));
        }
        String listed = new String(entries.get(MANIFEST), StandardCharsets.UTF_8);
        for (String name : List.of("noarch/" + DATA, "", "../" + DATA)) {
            Map<String, byte[]> odd = new LinkedHashMap<>(entries);
            odd.put(MANIFEST, utf8(listed.replace("\"root\":\"" + DATA, "\"root\":\"" + name)));
            assertRefused(Reason.DAMAGED, far, archive(odd));
        }
        Map<String, byte[]> first = new LinkedHashMap<>(entries);
        List<String> lines = new ArrayList<>(listed.lines().toList());
        lines.add(1, lines.remove(lines.size() - 1));
        first.put(MANIFEST, utf8(String.join("\n", lines)));
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(first));
        assertTrue(visible(far).keySet().stream().noneMatch(path -> path.endsWith(".json")));
    }

    /** Another version may list more. */
    @Test
    void whatIsListedAndNotKnownIsVerifiedAndPassedOver() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>(entries(export()));
        String line =
                "{\"root\":\"later.json\",\"size\":2,\"sha256\":\"" + Published.hash("SHA-256", utf8("{}")) + "\"}\n";
        entries.put(MANIFEST, utf8(new String(entries.get(MANIFEST), StandardCharsets.UTF_8) + line));
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(entries));
        entries.put("anaconda/pkgs/later.json", utf8("[]"));
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(entries));
        entries.put("anaconda/pkgs/later.json", utf8("{}"));
        importInto(far, archive(entries));
        assertEquals(visible(storage), visible(far));
    }

    @Test
    void ofAnArchiveMadeByHandTheyAreTakenWhereverTheyStand() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("x/" + DATA_ENTRY, utf8("{\"packages\": {\"a\": {}, \"z\": {}}, \"subdirs\": [\"win-64\"]}"));
        entries.put("x/" + NOTICES_ENTRY, utf8(NOTICE));
        entries.put("x/anaconda/pkgs/index.html", utf8("<html>"));
        byHand(export()).forEach((path, bytes) -> entries.putIfAbsent("x/" + path, bytes));
        importInto(far, archive(entries));
        assertEquals("{\"packages\":{\n\"a\":{}\n},\n\"subdirs\":[]}\n", text(far, DATA));
        assertEquals(NOTICE, text(far, NOTICES));
        assertFalse(has(far, "index.html"));

        InMemoryStorage other = new InMemoryStorage();
        importInto(other, folder(expanded(entries)), builder -> builder);
        assertEquals(visible(far), visible(other));
    }

    @Test
    void whatCannotBeReadIsAWarningAndChangesNothing() throws Exception {
        importInto(far, export());
        Map<String, String> before = visible(far);
        for (byte[] bytes : List.of(utf8("<html>"), new byte[0], utf8("{\"packages\":{"), new byte[1 << 21])) {
            Map<String, byte[]> entries = byHand(export());
            entries.put(DATA_ENTRY, bytes);
            entries.put(NOTICES_ENTRY, bytes);
            ImportReport report = importInto(far, archive(entries));
            assertWarned(report.warnings(), DATA + ": the archive's cannot be read");
            assertWarned(report.warnings(), NOTICES + ": the archive's cannot be read");
            assertEquals(before, visible(far));
        }
        Map<String, byte[]> entries = byHand(export());
        entries.put(NOTICES_ENTRY, utf8("{\"notices\": [], \"x\": \"" + "x".repeat(1 << 20) + "\"}"));
        assertWarned(importInto(far, archive(entries)).warnings(), "it has more than 1048576 bytes");
        assertEquals(before, visible(far));
    }

    @Test
    void aSyncBesideAnExportDoesNotChangeIt() throws Exception {
        byte[] before = export();
        ByteArrayOutputStream beside = new ByteArrayOutputStream();
        export(builder -> builder.destination(new ExportRequest.Destination(
                new InterruptedFormat(() -> {
                    upstream(NOTICES, "{\"notices\": []}");
                    channel.subdir(LINUX).drop("a-1-0.conda").write();
                    nearSync();
                }),
                ArchiveOptions.PLAIN,
                beside)));
        assertArrayEquals(before, beside.toByteArray());
    }

    /** A sync was killed: the indexes are there, and what is at the root is of those before. */
    @Test
    void ofWhatBelongsToOtherIndexesItHasWhatItTellsOfThese() throws Exception {
        channel.subdir(LINUX).drop("a-1-0.conda").write();
        storage.guard(targets -> {
            if (targets.stream().anyMatch(path -> path.value().endsWith(DATA))) {
                throw new IOException("the power is cut");
            }
        });
        assertThrows(MirrorException.class, this::sync);
        storage.guard(targets -> {});
        assertEquals(Set.of("a", "both", "n"), packages(storage).keySet());
        assertEquals(
                Set.of("both", "n"), packages(entries(export()).get(DATA_ENTRY)).keySet());
    }
}
