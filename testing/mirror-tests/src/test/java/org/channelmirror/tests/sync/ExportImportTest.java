package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one mirror to another by an archive alone. */
class ExportImportTest extends ArchiveTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.tar.bz2";
    private static final String C = "c-1-0.conda";

    @BeforeEach
    void fill() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();
        channel.subdir("noarch").pkg("n", "1", "0").write();
        syncAll();
        clock.advance(Duration.ofMinutes(1));
    }

    private void add(String name, String version) throws Exception {
        channel.subdir(LINUX).pkg(name, version, "0").write();
        syncAll();
        clock.advance(Duration.ofMinutes(1));
    }

    private void uploadAgain() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .write();
        syncAll();
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void theFarSideHasWhatTheNearSidePublished() throws Exception {
        ImportReport report = importInto(far, export());
        assertEquals(visible(storage), visible(far));
        farPublished.assertTruthful();
        assertEquals(3, report.accounts().get(0).arrived());
        assertEquals(Set.of(A, B), farPublished.names(LINUX));
    }

    @Test
    void equalInputMakesEqualBytes() throws Exception {
        byte[] first = export();
        clock.advance(Duration.ofDays(1));
        assertArrayEquals(first, export());
    }

    @Test
    void theLayoutIsTheOneThatCondaReadsWithTheManifestFirst() throws Exception {
        assertEquals(
                List.of(
                        "anaconda/manifest.ndjson",
                        "anaconda/pkgs/noarch/n-1-0.conda",
                        "anaconda/pkgs/linux-64/" + B,
                        "anaconda/pkgs/linux-64/" + A,
                        "anaconda/pkgs/noarch/repodata.json",
                        "anaconda/pkgs/noarch/repodata.json.zst",
                        "anaconda/pkgs/linux-64/repodata.json",
                        "anaconda/pkgs/linux-64/repodata.json.zst"),
                new ArrayList<>(entries(export()).keySet()));
    }

    @Test
    void aSecondImportFindsEverything() throws Exception {
        byte[] archive = export();
        importInto(far, archive);
        Map<String, String> before = visible(far);
        ImportReport again = importInto(far, archive);
        assertEquals(0, again.accounts().get(0).arrived());
        assertEquals(3, again.accounts().get(0).found());
        assertEquals(before, visible(far));
    }

    @Test
    void everyFormOfAnIndexArrives() throws Exception {
        add("c", "1");
        sync(builder -> builder.indexFormats(EnumSet.allOf(IndexFormat.class)));
        importInto(far, export());
        assertEquals(visible(storage), visible(far));
        assertTrue(farPublished.has(LINUX, "repodata.json.bz2"));
        assertTrue(farPublished.has(LINUX, Published.CURRENT + ".zst"));
        farPublished.assertTruthful();
    }

    @Test
    void aChainOfDeltasEqualsAFullExport() throws Exception {
        byte[] full = export();
        add("c", "1");
        byte[] first = export(builder -> builder.since(since(full)));
        uploadAgain();
        channel.subdir(LINUX).drop(C).write();
        syncAll();
        byte[] second = export(builder -> builder.since(new ArchiveBase.Last()));
        assertTrue(first.length < full.length + 10_000);
        assertFalse(entries(first).containsKey("anaconda/pkgs/linux-64/" + A));
        assertTrue(entries(second).containsKey("anaconda/pkgs/linux-64/" + A));

        importInto(far, full);
        importInto(far, first);
        assertEquals(Set.of(A, B, C), farPublished.names(LINUX));
        importInto(far, second);
        farPublished.assertTruthful();

        InMemoryStorage fresh = new InMemoryStorage();
        importInto(fresh, export());
        Map<String, String> byDeltas = visible(far);
        byDeltas.remove("conda/anaconda/linux-64/" + C);
        assertEquals(visible(fresh), byDeltas);
        assertEquals("[" + C + "]", farPublished.removed(LINUX));
    }

    @Test
    void whatAnImportListsNoMoreLeavesTheFilesBesideTheIndex() throws Exception {
        client.sync(request().target(far).build());
        Path exports = temp.resolve("up/c/linux-64/run_exports.json");
        Files.writeString(exports, "{\"packages\":{\"" + B + "\":{}},\"packages.conda\":{\"" + A + "\":{}}}");
        clock.advance(Duration.ofDays(1));
        client.sync(request().target(far).build());
        byte[] full = export();
        channel.subdir(LINUX).drop(B).write();
        syncAll();
        byte[] delta = export(builder -> builder.since(since(full)));
        importInto(far, source(delta), builder -> builder.older(ImportRequest.Older.ACCEPT));
        assertEquals(Set.of(A), farPublished.names(LINUX));
        assertEquals(
                Map.of("packages", Map.of(), "packages.conda", Map.of(A, Map.of())),
                JsonTree.object(farPublished.bytes(LINUX, "run_exports.json")));
    }

    @Test
    void aDeltaWhoseBaseIsNotHereChangesNothingAndNamesWhatIsMissing() throws Exception {
        byte[] full = export();
        add("c", "1");
        byte[] delta = export(builder -> builder.since(since(full)));
        ArchiveException refused = assertRefused(Reason.INCOMPLETE, far, delta);
        assertTrue(String.valueOf(refused.getMessage()).contains(LINUX + "/" + A), refused::toString);
        assertEquals(Map.of(), visible(far));
    }

    @Test
    void anInventoryIsABase() throws Exception {
        String a = Published.hash("SHA-256", published.bytes(LINUX, A));
        byte[] csv = ("subdir,name,size,sha256\nlinux-64," + A + ",1," + a + "\n").getBytes(StandardCharsets.UTF_8);
        ExportReport report = client.exportArchive(ExportRequest.builder(storage)
                .since(new ArchiveBase.Inventory(() -> new java.io.ByteArrayInputStream(csv)))
                .build());
        assertEquals(2, report.packages());
        assertEquals(
                3,
                report.subdirs().stream()
                        .mapToLong(ExportReport.ExportedSubdir::listed)
                        .sum());
    }

    @Test
    void anOlderArchiveIsRefusedUnlessItIsAskedFor() throws Exception {
        byte[] older = export();
        add("c", "1");
        importInto(far, export());
        Map<String, String> before = visible(far);
        assertRefused(Reason.OLDER, far, older);
        assertEquals(before, visible(far));
        importInto(far, source(older), builder -> builder.older(ImportRequest.Older.ACCEPT));
        assertEquals(Set.of(A, B), farPublished.names(LINUX));
        farPublished.assertTruthful();
    }

    @Test
    void subdirsAndSpecsNarrow() throws Exception {
        byte[] onlyA = export(builder -> builder.specs(List.of(MatchSpec.parse("a"))));
        importInto(far, onlyA);
        assertEquals(Set.of(A), farPublished.names(LINUX));
        assertEquals(Set.of(), farPublished.names("noarch"));
        farPublished.assertTruthful();
        byte[] noarch = export(builder -> builder.subdirs(SubdirSelection.some(List.of(Subdir.NOARCH))));
        assertFalse(entries(noarch).keySet().stream().anyMatch(path -> path.contains(LINUX)));
    }

    @Test
    void noarchOfOtherPlatformsStays() throws Exception {
        byte[] linux = export();
        InMemoryStorage other = new InMemoryStorage();
        channel.subdir("osx-64").pkg("o", "1", "0").write();
        channel.subdir("noarch").drop("n-1-0.conda").pkg("m", "1", "0").write();
        client.sync(
                org.channelmirror.api.SyncRequest.builder(List.of(new org.channelmirror.model.Channel(url())), other)
                        .subdirs(SubdirSelection.some(List.of(new Subdir("osx-64"))))
                        .build());
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        client.exportArchive(ExportRequest.builder(other)
                .destination(new ExportRequest.Destination(TAR, org.channelmirror.spi.ArchiveOptions.PLAIN, out))
                .build());
        importInto(far, out.toByteArray());
        importInto(far, linux);
        assertEquals(Set.of("m-1-0.conda", "n-1-0.conda"), farPublished.names("noarch"));
        assertEquals(Set.of("o-1-0.conda"), farPublished.names("osx-64"));
        assertEquals(Set.of(A, B), farPublished.names(LINUX));
        farPublished.assertTruthful();
    }

    @Test
    void signaturesAreAskedFor() throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair another = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] signed = export(builder -> builder.signature(key.getPrivate()));
        for (byte[] archive : List.of(export(), export(builder -> builder.signature(another.getPrivate())))) {
            ArchiveException refused = assertThrows(
                    ArchiveException.class,
                    () -> importInto(far, source(archive), builder -> builder.verification(key.getPublic())));
            assertEquals(Reason.SIGNATURE, refused.reason());
            assertEquals(Map.of(), visible(far));
        }
        importInto(far, source(signed), builder -> builder.verification(key.getPublic()));
        assertEquals(visible(storage), visible(far));
    }

    @Test
    void anArchiveMadeByHandIsHeldToItsIndex() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        List<Map.Entry<String, byte[]>> exported =
                new ArrayList<>(entries(export()).entrySet());
        java.util.Collections.reverse(exported);
        for (Map.Entry<String, byte[]> entry : exported) {
            if (!entry.getKey().endsWith("ndjson") && !entry.getKey().endsWith("zst")) {
                entries.put("deep/down/" + entry.getKey().replace("anaconda/", "r/"), entry.getValue());
            }
        }
        entries.put("deep/README", new byte[3]);
        importInto(far, archive(entries));
        assertTrue(visible(far).containsKey("conda/r/linux-64/" + A));
        assertEquals(
                published.text(LINUX),
                new String(
                        farPublished.bytes(org.channelmirror.spi.StoragePath.of("conda/r/linux-64/repodata.json")),
                        StandardCharsets.UTF_8));
        entries.put("deep/down/r/pkgs/linux-64/" + A, new byte[17]);
        assertRefused(Reason.MANIFEST_MISMATCH, new InMemoryStorage(), archive(entries));
    }

    @Test
    void aDamagedIndexIsTheArchivesFault() throws Exception {
        Map<String, byte[]> entries = byHand();
        entries.put("r/pkgs/linux-64/repodata.json", "<html>".getBytes(StandardCharsets.UTF_8));
        ArchiveException refused = assertRefused(Reason.DAMAGED, far, archive(entries));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("linux-64/repodata.json: "), refused::toString);
        assertFalse(visible(far).keySet().stream().anyMatch(path -> path.endsWith("repodata.json")));
    }

    @Test
    void anArchiveWithoutNoarchMakesAChannelAllTheSame() throws Exception {
        Map<String, byte[]> entries = byHand();
        entries.keySet().removeIf(path -> path.contains("/noarch/"));
        importInto(far, source(archive(entries)), builder -> builder.account(AccountName.DEFAULT));
        assertEquals(Set.of(A, B), farPublished.names(LINUX));
        assertEquals(Set.of(), farPublished.names("noarch"));
        farPublished.assertTruthful();
        importInto(far, export());
        assertEquals(published.names("noarch"), farPublished.names("noarch"));
        importInto(far, source(archive(entries)), builder -> builder.account(AccountName.DEFAULT));
        assertEquals(published.names("noarch"), farPublished.names("noarch"), "it is there, and stays");
    }

    private Map<String, byte[]> byHand() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries(export()).forEach((path, bytes) -> {
            if (!path.endsWith("ndjson") && !path.endsWith("zst")) {
                entries.put(path.replace("anaconda/", "r/"), bytes);
            }
        });
        return entries;
    }

    @Test
    void ofSeveralChannelsOneIsPicked() throws Exception {
        Map<String, byte[]> both = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : entries(export()).entrySet()) {
            if (!entry.getKey().endsWith("ndjson")) {
                both.put(entry.getKey().replace("anaconda/", "deep/r/"), entry.getValue());
                both.put(entry.getKey().replace("anaconda/", "main/"), entry.getValue());
            }
        }
        byte[] archive = archive(both);
        importInto(far, archive);
        assertTrue(visible(far).containsKey("conda/r/linux-64/" + A));
        assertTrue(visible(far).containsKey("conda/main/linux-64/" + A));
        InMemoryStorage one = new InMemoryStorage();
        importInto(one, source(archive), builder -> builder.channel("r").account(new AccountName("s")));
        assertEquals(
                Set.of("s"),
                visible(one).keySet().stream()
                        .map(path -> path.split("/", -1)[1])
                        .collect(java.util.stream.Collectors.toSet()));
        ArchiveException refused = assertThrows(
                ArchiveException.class,
                () -> importInto(new InMemoryStorage(), source(archive), builder -> builder.channel("x")));
        assertTrue(String.valueOf(refused.getMessage()).contains("it has main, r"), refused::toString);
    }

    @Test
    void anExpandedFolderIsTaken() throws Exception {
        Path folder = expanded(entries(export()));
        Files.write(folder.resolve("anaconda/pkgs/linux-64/z-1-0.conda"), new byte[9]);
        importInto(far, folder(folder), builder -> builder.account(new AccountName("other")));
        assertEquals(visible(storage).size(), visible(far).size());
        assertTrue(visible(far).containsKey("conda/other/linux-64/" + A));
    }

    @Test
    void itCanBeStopped() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThrows(MirrorCancelledException.class, () -> export(builder -> builder.cancellation(cancellation)));
        assertThrows(
                MirrorCancelledException.class,
                () -> importInto(far, source(export()), builder -> builder.cancellation(cancellation)));
    }

    @Test
    void aDamagedPackageEndsTheExport() throws Exception {
        damage(LINUX, A, published.bytes(LINUX, A).length);
        assertThrows(IntegrityException.class, this::export);
    }

    private void damage(String subdir, String file, int length) throws Exception {
        try (var staged = storage.stage(new StageKey("damage"))) {
            staged.append(new byte[length], 0, length);
            storage.publish(List.of(new Publication(staged, published.path(subdir, file))));
        }
    }

    @Test
    void aDryRunCountsAndWritesNothing() throws Exception {
        ExportReport counted =
                client.exportArchive(ExportRequest.builder(storage).build());
        assertEquals(3, counted.packages());
        ImportReport report = importInto(far, source(export()), builder -> builder.mode(ImportRequest.Mode.DRY_RUN));
        assertEquals(3, report.accounts().get(0).arrived());
        assertEquals(Map.of(), visible(far));
        assertEquals(List.of(), far.staged());
    }

    @Test
    void aReuploadBesideAnExportIsNotSeenByIt() throws Exception {
        byte[] before = export();
        byte[] beside = export(builder -> builder.destination(new ExportRequest.Destination(
                new InterruptedFormat(this::uploadAgain), org.channelmirror.spi.ArchiveOptions.PLAIN, collected)));
        assertEquals(0, beside.length);
        assertArrayEquals(before, collected.toByteArray());
        assertTrue(published.bytes(LINUX, A).length > 0);
        assertEquals(
                List.of(),
                storage.list(org.channelmirror.spi.StoragePath.of(".mirror", "pinned"))
                        .toList());
    }

    private final java.io.ByteArrayOutputStream collected = new java.io.ByteArrayOutputStream();

    @Test
    void anotherFileUnderAPublishedNameIsReplacedInThreeSteps() throws Exception {
        importInto(far, export());
        uploadAgain();
        ImportReport report = importInto(far, export());
        SubdirReport linux = report.accounts().get(0).subdirs().get(1);
        assertEquals("0 added, 1 replaced", linux.added() + " added, " + linux.replaced() + " replaced");
        assertEquals(visible(storage), visible(far));
        farPublished.assertTruthful();
    }
}
