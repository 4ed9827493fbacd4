package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
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
import java.util.TreeSet;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files beside the indexes on their way from one mirror to another. */
class SideFilesInArchivesTest extends ArchiveTestBase {

    private static final String NOARCH = "noarch";
    private static final String RUN_EXPORTS = "run_exports.json";
    private static final String PATCHES = "patch_instructions.json";
    private static final String UNPATCHED = "repodata_from_packages.json";
    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.tar.bz2";
    private static final String C = "c-1-0.conda";
    private static final String M = "m-1-0.conda";
    private static final String N = "n-1-0.conda";

    private int touched;

    @BeforeEach
    void fill() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();
        channel.subdir(NOARCH).pkg("n", "1", "0").write();
        upstream(LINUX, RUN_EXPORTS, exports("1", A, B, C));
        upstream(
                LINUX,
                PATCHES,
                "{\"packages\":{\"a-1-0.tar.bz2\":{\"x\":1},\"" + B + "\":{}},\"remove\":[\"z-1-0.conda\"]}");
        upstream(
                LINUX,
                UNPATCHED,
                "{\"info\":{\"subdir\":\"linux-64\"},\"packages\":{\"" + B + "\":{\"y\":[ 1.50 ]}},\"removed\":[\"" + C
                        + "\"],\"more\":7}");
        upstream(NOARCH, RUN_EXPORTS, exports("1", M, N));
        nearSync();
    }

    private void nearSync() throws Exception {
        syncAll();
        clock.advance(Duration.ofMinutes(1));
    }

    private void upstream(String subdir, String file, String text) throws IOException {
        Path path = temp.resolve("up/c").resolve(subdir).resolve(file);
        Files.writeString(path, text);
        touched++;
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().plusSeconds(touched)));
    }

    private static String exports(String version, String... files) {
        return "{\"info\":{\"version\":" + version + "},\"packages\":{" + entries(".tar.bz2", version, files)
                + "},\"packages.conda\":{" + entries(".conda", version, files) + "}}";
    }

    private static String entries(String suffix, String version, String... files) {
        List<String> entries = new ArrayList<>();
        for (String file : files) {
            if (file.endsWith(suffix)) {
                entries.add("\"" + file + "\": {\"run_exports\": {\"weak\": [\"of " + version + "\"]}}");
            }
        }
        return String.join(",", entries);
    }

    private static Set<String> told(ChannelStorage mirror, String subdir, String file) throws IOException {
        return told(new Published(mirror).bytes(subdir, file));
    }

    private static Set<String> told(byte[] text) {
        Map<String, ?> json = JsonTree.object(text);
        Set<String> names = new TreeSet<>();
        for (String section : List.of("packages", "packages.conda")) {
            if (json.get(section) instanceof Map<?, ?> entries) {
                entries.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        }
        return names;
    }

    private static String text(ChannelStorage mirror, String subdir, String file) throws IOException {
        return new String(new Published(mirror).bytes(subdir, file), StandardCharsets.UTF_8);
    }

    private ExportReport exportTo(ByteArrayOutputStream out) throws MirrorException {
        return client.exportArchive(ExportRequest.builder(storage)
                .destination(new ExportRequest.Destination(TAR, ArchiveOptions.PLAIN, out))
                .build());
    }

    /** Another mirror of the same channel, with a platform of its own. */
    private byte[] exportOfAnotherPlatform() throws Exception {
        channel.subdir("osx-64").pkg("o", "1", "0").write();
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

    private static Map<String, byte[]> byHand(Map<String, byte[]> entries) {
        Map<String, byte[]> others = new LinkedHashMap<>(entries);
        others.remove("anaconda/manifest.ndjson");
        return others;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theFarSideHasThemAsTheNearSideHas() throws Exception {
        byte[] archive = export();
        assertArrayEquals(archive, export(), "the same state makes the same bytes");
        ImportReport report = importInto(far, archive);
        assertEquals(List.of(), report.warnings());
        assertEquals(Set.of(A, B), told(far, LINUX, RUN_EXPORTS));
        assertEquals(Set.of("a-1-0.tar.bz2", B), told(far, LINUX, PATCHES));
        assertEquals(Set.of(N), told(far, NOARCH, RUN_EXPORTS));
        assertTrue(farPublished.has(LINUX, RUN_EXPORTS + ".zst"));
        assertEquals(visible(storage), visible(far));
        Map<String, String> before = visible(far);
        importInto(far, archive);
        assertEquals(before, visible(far));
    }

    @Test
    void theyAreWhereCondaLooksForThem() throws Exception {
        assertEquals(
                List.of(
                        "anaconda/pkgs/noarch/repodata.json",
                        "anaconda/pkgs/noarch/repodata.json.zst",
                        "anaconda/pkgs/noarch/run_exports.json",
                        "anaconda/pkgs/noarch/run_exports.json.zst",
                        "anaconda/pkgs/linux-64/patch_instructions.json",
                        "anaconda/pkgs/linux-64/repodata.json",
                        "anaconda/pkgs/linux-64/repodata.json.zst",
                        "anaconda/pkgs/linux-64/repodata_from_packages.json",
                        "anaconda/pkgs/linux-64/run_exports.json",
                        "anaconda/pkgs/linux-64/run_exports.json.zst"),
                entries(export()).keySet().stream()
                        .filter(path -> path.contains(".json"))
                        .toList());
    }

    @Test
    void aChainOfDeltasEqualsAFullExport() throws Exception {
        byte[] full = export();
        channel.subdir(LINUX).pkg("c", "1", "0").write();
        nearSync();
        byte[] first = export(builder -> builder.since(since(full)));
        channel.subdir(LINUX).drop(B).write();
        upstream(LINUX, RUN_EXPORTS, exports("2", C).replace("\"info\"", "\"other\""));
        nearSync();
        byte[] second = export(builder -> builder.since(new ArchiveBase.Last()));
        importInto(far, full);
        importInto(far, first);
        assertEquals(Set.of(A, B, C), told(far, LINUX, RUN_EXPORTS));
        importInto(far, second);
        assertEquals(Set.of(C), told(far, LINUX, RUN_EXPORTS), "upstream says nothing of a any more");

        InMemoryStorage fresh = new InMemoryStorage();
        importInto(fresh, export());
        Map<String, String> byDeltas = visible(far);
        byDeltas.remove("conda/anaconda/linux-64/" + B);
        assertEquals(visible(fresh), byDeltas);
    }

    @Test
    void onlyTheFilesAreNewAndADeltaBringsThem() throws Exception {
        byte[] full = export();
        importInto(far, full);
        upstream(LINUX, RUN_EXPORTS, exports("2", A, B));
        nearSync();
        importInto(far, export(builder -> builder.since(since(full))));
        assertTrue(text(far, LINUX, RUN_EXPORTS).contains("of 2"));
        assertEquals(visible(storage), visible(far));
    }

    @Test
    void ofPackagesThatStayWhatIsPublishedTells() throws Exception {
        byte[] linux = export();
        channel.subdir(NOARCH).drop(N).pkg("m", "1", "0").write();
        upstream(NOARCH, RUN_EXPORTS, exports("2", M));
        byte[] osx = exportOfAnotherPlatform();
        for (List<byte[]> order : List.of(List.of(linux, osx), List.of(osx, linux))) {
            InMemoryStorage mirror = new InMemoryStorage();
            for (byte[] archive : order) {
                importInto(mirror, archive);
            }
            assertEquals(Set.of(M, N), new Published(mirror).names(NOARCH));
            assertEquals(Set.of(M, N), told(mirror, NOARCH, RUN_EXPORTS));
            assertTrue(text(mirror, NOARCH, RUN_EXPORTS)
                    .contains("\"" + N + "\":{\"run_exports\": {\"weak\": [\"of 1\"]}}"));
            assertTrue(text(mirror, NOARCH, RUN_EXPORTS)
                    .contains("\"" + M + "\":{\"run_exports\": {\"weak\": [\"of 2\"]}}"));
            assertEquals(Set.of(A, B), told(mirror, LINUX, RUN_EXPORTS));
            new Published(mirror).assertTruthful();
        }
    }

    @Test
    void ofWhatBothHaveTheNewerTells() throws Exception {
        byte[] linux = export();
        upstream(NOARCH, RUN_EXPORTS, exports("2", M, N));
        byte[] osx = exportOfAnotherPlatform();
        for (List<byte[]> order : List.of(List.of(linux, osx), List.of(osx, linux))) {
            InMemoryStorage mirror = new InMemoryStorage();
            for (byte[] archive : order) {
                importInto(mirror, archive);
            }
            assertEquals(
                    new String(entries(osx).get("anaconda/pkgs/noarch/" + RUN_EXPORTS), StandardCharsets.UTF_8),
                    text(mirror, NOARCH, RUN_EXPORTS));
        }
    }

    @Test
    void anArchiveThatHasAPackageAndSaysNothingOfItIsBelieved() throws Exception {
        importInto(far, export());
        upstream(NOARCH, RUN_EXPORTS, exports("2"));
        importInto(far, exportOfAnotherPlatform());
        assertEquals(Set.of(N), farPublished.names(NOARCH));
        assertEquals(Set.of(), told(far, NOARCH, RUN_EXPORTS));
    }

    @Test
    void aSnapshotsAreItsOwn() throws Exception {
        SnapshotName then = new SnapshotName("then");
        Map<String, String> before = visible(storage);
        client.snapshots(storage, AccountName.DEFAULT).create(then);
        clock.advance(Duration.ofMinutes(1));
        channel.subdir(LINUX).drop(B).pkg("c", "1", "0").write();
        upstream(LINUX, RUN_EXPORTS, exports("2", A, C));
        nearSync();
        importInto(far, export(builder -> builder.snapshot(then)));
        assertEquals(Set.of(A, B), told(far, LINUX, RUN_EXPORTS));
        assertEquals(before, visible(far));
    }

    @Test
    void aNarrowedExportHasWhatTheyTellOfItsPackages() throws Exception {
        byte[] archive = export(builder -> builder.specs(List.of(MatchSpec.parse("a"))));
        byte[] text = entries(archive).get("anaconda/pkgs/linux-64/" + RUN_EXPORTS);
        assertEquals(Set.of(A), told(text));
        assertArrayEquals(
                text,
                Zstd.decompress(entries(archive).get("anaconda/pkgs/linux-64/" + RUN_EXPORTS + ".zst"), text.length));
        assertEquals(Set.of("a-1-0.tar.bz2"), told(entries(archive).get("anaconda/pkgs/linux-64/" + PATCHES)));
        importInto(far, archive);
        assertArrayEquals(text, farPublished.bytes(LINUX, RUN_EXPORTS));
        assertEquals(Set.of(), told(far, NOARCH, RUN_EXPORTS));
        byte[] selected = export(builder -> builder.packages(RuledSyncTestBase.select("blacklist: [a]")));
        assertEquals(Set.of(B), told(entries(selected).get("anaconda/pkgs/linux-64/" + RUN_EXPORTS)));
        assertEquals(Set.of(N), told(entries(selected).get("anaconda/pkgs/noarch/" + RUN_EXPORTS)));

        byte[] noarch = export(builder -> builder.subdirs(SubdirSelection.some(List.of(Subdir.NOARCH))));
        assertArrayEquals(
                published.bytes(NOARCH, RUN_EXPORTS), entries(noarch).get("anaconda/pkgs/noarch/" + RUN_EXPORTS));
        assertFalse(entries(noarch).containsKey("anaconda/pkgs/linux-64/" + RUN_EXPORTS));
    }

    @Test
    void aDamagedOneEndsTheImport() throws Exception {
        for (String file : List.of(RUN_EXPORTS, RUN_EXPORTS + ".zst", PATCHES, UNPATCHED)) {
            String path = "anaconda/pkgs/linux-64/" + file;
            Map<String, byte[]> changed = new LinkedHashMap<>(entries(export()));
            byte[] bytes = changed.get(path).clone();
            bytes[7]++;
            changed.put(path, bytes);
            assertTrue(assertRefused(Reason.MANIFEST_MISMATCH, far, archive(changed))
                    .toString()
                    .contains(path));
            changed.remove(path);
            assertRefused(Reason.MANIFEST_MISMATCH, far, archive(changed));
        }
        assertTrue(visible(far).keySet().stream().noneMatch(path -> path.endsWith(".json")));
    }

    @Test
    void ofAnArchiveMadeByHandTheyAreTakenAsFarAsTheIndexListsThem() throws Exception {
        Map<String, byte[]> entries = byHand(entries(export()));
        entries.remove("anaconda/pkgs/linux-64/" + RUN_EXPORTS + ".zst");
        entries.put("anaconda/pkgs/linux-64/" + RUN_EXPORTS, utf8(exports("3", A, C)));
        entries.remove("anaconda/pkgs/linux-64/" + PATCHES);
        entries.put(
                "anaconda/pkgs/linux-64/" + PATCHES + ".zst", Zstd.compress(utf8("{\"packages\":{\"" + B + "\":{}}}")));
        entries.put("anaconda/pkgs/osx-64/" + RUN_EXPORTS, utf8(exports("3", A)));
        importInto(far, archive(entries));
        assertEquals(Set.of(A), told(far, LINUX, RUN_EXPORTS));
        assertEquals(Set.of(B), told(far, LINUX, PATCHES));
        byte[] text = farPublished.bytes(LINUX, RUN_EXPORTS);
        assertArrayEquals(text, Zstd.decompress(farPublished.bytes(LINUX, RUN_EXPORTS + ".zst"), text.length));
        assertFalse(visible(far).containsKey("conda/anaconda/osx-64/" + RUN_EXPORTS));

        InMemoryStorage other = new InMemoryStorage();
        importInto(other, folder(expanded(entries)), builder -> builder);
        assertEquals(visible(far), visible(other));
    }

    @Test
    void oneThatCannotBeReadIsAWarningAndChangesNothing() throws Exception {
        importInto(far, export());
        Map<String, String> before = visible(far);
        for (byte[] bytes : List.of(utf8("<html>"), new byte[0], utf8("{\"packages\":{"), utf8("[]"))) {
            Map<String, byte[]> entries = byHand(entries(export()));
            entries.put("anaconda/pkgs/linux-64/" + RUN_EXPORTS, bytes);
            ImportReport report = importInto(far, archive(entries));
            assertWarned(report.warnings(), "linux-64/run_exports.json: the archive's cannot be read");
            assertEquals(before, visible(far));
        }
        Map<String, byte[]> entries = byHand(entries(export()));
        byte[] zst = entries.get("anaconda/pkgs/linux-64/" + RUN_EXPORTS + ".zst");
        entries.remove("anaconda/pkgs/linux-64/" + RUN_EXPORTS);
        entries.put("anaconda/pkgs/linux-64/" + RUN_EXPORTS + ".zst", java.util.Arrays.copyOf(zst, zst.length - 9));
        assertWarned(
                importInto(far, archive(entries)).warnings(),
                "linux-64/run_exports.json: the archive's cannot be read");
        assertEquals(before, visible(far));
    }

    @Test
    void whatAnArchiveDoesNotHaveStaysAsFarAsItIsListed() throws Exception {
        importInto(far, export());
        channel.subdir(LINUX).drop(B).write();
        nearSync();
        Map<String, byte[]> entries = new LinkedHashMap<>(entries(export()));
        String manifest = new String(entries.get("anaconda/manifest.ndjson"), StandardCharsets.UTF_8);
        StringBuilder without = new StringBuilder();
        manifest.lines()
                .filter(line -> !line.contains("run_exports"))
                .forEach(line -> without.append(line).append('\n'));
        entries.keySet().removeIf(path -> path.contains("run_exports"));
        entries.put("anaconda/manifest.ndjson", utf8(without.toString()));
        importInto(far, archive(entries));
        assertEquals(Set.of(A), told(far, LINUX, RUN_EXPORTS));
    }

    @Test
    void aSyncBesideAnExportDoesNotChangeIt() throws Exception {
        byte[] before = export();
        ByteArrayOutputStream beside = new ByteArrayOutputStream();
        export(builder -> builder.destination(new ExportRequest.Destination(
                new InterruptedFormat(() -> {
                    upstream(LINUX, RUN_EXPORTS, exports("2", A, B));
                    nearSync();
                }),
                ArchiveOptions.PLAIN,
                beside)));
        assertArrayEquals(before, beside.toByteArray());
        assertTrue(text(storage, LINUX, RUN_EXPORTS).contains("of 2"));
    }

    /** A sync was killed, or is under way: the index is there, and what is beside it is of the one before. */
    @Test
    void ofFilesThatBelongToAnotherIndexItHasWhatTheyTellOfThisOne() throws Exception {
        channel.subdir(LINUX).drop(B).write();
        storage.guard(targets -> {
            if (targets.stream().anyMatch(path -> path.value().contains("run_exports"))) {
                throw new IOException("the power is cut");
            }
        });
        assertThrows(MirrorException.class, this::sync);
        storage.guard(targets -> {});
        assertEquals(Set.of(A, B), told(storage, LINUX, RUN_EXPORTS));
        byte[] archive = export();
        assertEquals(Set.of(A), told(entries(archive).get("anaconda/pkgs/linux-64/" + RUN_EXPORTS)));
        importInto(far, archive);
        assertEquals(Set.of(A), told(far, LINUX, RUN_EXPORTS));
    }

    @Test
    void oneThatSomebodyWroteIsLeftOut() throws Exception {
        try (var staged = storage.stage(new StageKey("other"))) {
            byte[] text = utf8(exports("9", C));
            staged.append(text, 0, text.length);
            storage.publish(List.of(new Publication(staged, StoragePath.of("conda", "anaconda", LINUX, RUN_EXPORTS))));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertWarned(exportTo(out).warnings(), "linux-64/run_exports.json: it is not the one that was published");
        Set<String> paths = entries(out.toByteArray()).keySet();
        assertFalse(paths.contains("anaconda/pkgs/linux-64/" + RUN_EXPORTS), paths::toString);
        assertTrue(paths.contains("anaconda/pkgs/noarch/" + RUN_EXPORTS), paths::toString);
    }

    @Test
    void aDamagedOneEndsTheExport() throws Exception {
        try (FileSystemStorage disk = new FileSystemStorage(root())) {
            client.sync(request().target(disk).build());
            Path file = root().resolve("conda/anaconda/linux-64").resolve(RUN_EXPORTS);
            FileTime time = Files.getLastModifiedTime(file);
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
                in.seek(9);
                in.write('#');
            }
            Files.setLastModifiedTime(file, time);
            IntegrityException damaged = assertThrows(
                    IntegrityException.class,
                    () -> client.exportArchive(ExportRequest.builder(disk)
                            .destination(new ExportRequest.Destination(
                                    TAR, ArchiveOptions.PLAIN, new ByteArrayOutputStream()))
                            .build()));
            assertTrue(damaged.toString().contains("linux-64/run_exports.json"), damaged::toString);
        }
    }

    @Test
    void anImportThatWasCutIsGoneOnWith() throws Exception {
        byte[] first = export();
        channel.subdir(LINUX).drop(B).pkg("c", "1", "0").write();
        upstream(LINUX, RUN_EXPORTS, exports("2", A, C));
        nearSync();
        byte[] second = export();
        InMemoryStorage fresh = new InMemoryStorage();
        importInto(fresh, second);
        boolean isStopped = true;
        for (int changes = 1; isStopped; changes++) {
            InMemoryStorage mirror = new InMemoryStorage();
            importInto(mirror, first);
            try {
                importInto(StoppingStorage.after(changes, mirror), second);
                isStopped = false;
            } catch (MirrorException e) {
                importInto(mirror, second);
            }
            Map<String, String> there = visible(mirror);
            there.remove("conda/anaconda/linux-64/" + B);
            assertEquals(visible(fresh), there, "after " + changes + " changes");
        }
    }

    @Test
    void anOlderArchiveBringsTheOlderOnes() throws Exception {
        byte[] older = export();
        Map<String, String> then = visible(storage);
        channel.subdir(LINUX).drop(B).write();
        upstream(LINUX, RUN_EXPORTS, exports("2", A));
        nearSync();
        importInto(far, export());
        assertEquals(Set.of(A), told(far, LINUX, RUN_EXPORTS));
        importInto(far, source(older), builder -> builder.older(ImportRequest.Older.ACCEPT));
        assertEquals(then, visible(far));
    }

    /** What is here came from a sync, whose inputs it knows. */
    @Test
    void aSyncGoesOnFromAnImport() throws Exception {
        importInto(far, export());
        upstream(LINUX, RUN_EXPORTS, exports("2", A, B));
        client.sync(request().target(far).build());
        assertTrue(text(far, LINUX, RUN_EXPORTS).contains("of 2"));
    }
}
