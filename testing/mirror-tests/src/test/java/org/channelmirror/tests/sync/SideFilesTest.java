package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files beside an index: each tells of the packages that are listed, and of no others. */
class SideFilesTest extends RuledSyncTestBase {

    private static final String RUN_EXPORTS = "run_exports.json";
    private static final String PATCHES = "patch_instructions.json";
    private static final String UNPATCHED = "repodata_from_packages.json";
    private static final PackageSelection WITHOUT_B = select("blacklist: [b]");

    private static final SnapshotName OLD = new SnapshotName("old");

    private int touched;

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .pkg("old", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();
    }

    private void upstream(String file, String text) throws IOException {
        upstream("c", file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Each version has a time of its own. */
    private void upstream(String of, String file, byte[] bytes) throws IOException {
        Path path = temp.resolve("up").resolve(of).resolve(LINUX).resolve(file);
        Files.write(path, bytes);
        touched++;
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().plusSeconds(touched)));
    }

    private static String exports(String... files) {
        return """
                {"info": {"subdir": "linux-64", "version": 0}, "packages": {%s}, "packages.conda": {%s}, "x": [1.50, "\\u00e4"]}
                """.formatted(entries(".tar.bz2", files), entries(".conda", files));
    }

    private static String entries(String suffix, String... files) {
        List<String> entries = new ArrayList<>();
        for (String file : files) {
            if (file.endsWith(suffix)) {
                entries.add("\"" + file + "\": {\"run_exports\": {\"weak\": [\"" + file + " >=1.0\"]}}");
            }
        }
        return String.join(", ", entries);
    }

    private Map<String, ?> json(String file) throws IOException {
        return JsonTree.object(published.bytes(LINUX, file));
    }

    private Set<String> named(String file) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String section : List.of("packages", "packages.conda")) {
            names.addAll(((Map<?, ?>) Map.of("none", json(file)).get("none").get(section))
                    .keySet().stream().map(String::valueOf).toList());
        }
        return names;
    }

    private List<String> sideRequests() {
        return upstream.requests().stream()
                .filter(request -> !request.rawPath().endsWith("/repodata.json"))
                .map(request -> request.rawPath() + " " + request.status())
                .sorted()
                .toList();
    }

    @Test
    void onlyWhatIsListedIsTold() throws Exception {
        upstream(RUN_EXPORTS, exports("z-1-0.conda", "b-1-0.conda", "a-1-0.conda", "old-1-0.tar.bz2"));
        MirrorReport report = sync(WITHOUT_B);
        assertTrue(report.isComplete() && report.warnings().isEmpty(), report::toString);
        assertEquals("""
                {"info":{"subdir":"linux-64","version":0},
                "packages":{
                "old-1-0.tar.bz2":{"run_exports": {"weak": ["old-1-0.tar.bz2 >=1.0"]}}
                },
                "packages.conda":{
                "a-1-0.conda":{"run_exports": {"weak": ["a-1-0.conda >=1.0"]}}
                },
                "x":[1.50,"\\u00e4"]}
                """, new String(published.bytes(LINUX, RUN_EXPORTS), StandardCharsets.UTF_8));
        assertFalse(published.has("noarch", RUN_EXPORTS), "upstream has none there");
        byte[] zst = published.bytes(LINUX, RUN_EXPORTS + ".zst");
        assertArrayEquals(
                published.bytes(LINUX, RUN_EXPORTS), Zstd.decompress(zst, published.bytes(LINUX, RUN_EXPORTS).length));
    }

    @Test
    void theCompressedFormIsAskedForFirst() throws Exception {
        byte[] text = exports("a-1-0.conda").getBytes(StandardCharsets.UTF_8);
        upstream("c", RUN_EXPORTS + ".zst", Zstd.compress(text));
        syncAll();
        assertEquals(Set.of("a-1-0.conda"), named(RUN_EXPORTS));
        assertEquals(List.of(), upstream.requests("/c/linux-64/run_exports.json"));
    }

    @Test
    void everyFileIsTakenInItsCompressedForm() throws Exception {
        byte[] text = "{\"packages\":{},\"packages.conda\":{\"a-1-0.conda\":{}}}".getBytes(StandardCharsets.UTF_8);
        for (String file : List.of(PATCHES, UNPATCHED)) {
            upstream("c", file + ".zst", Zstd.compress(text));
        }
        syncAll();
        assertEquals(Set.of("a-1-0.conda"), named(PATCHES));
        assertEquals(Set.of("a-1-0.conda"), named(UNPATCHED));
        assertEquals(List.of(), upstream.requests("/c/linux-64/repodata_from_packages.json"));
    }

    @Test
    void nothingNewCostsTwoConditionalRequestsAndWritesNothing() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        upstream(PATCHES, "{\"packages\":{}}");
        upstream(UNPATCHED, "{\"packages\":{}}");
        syncAll();
        upstream.clear();
        List<StoragePath> targets = new ArrayList<>();
        storage.watch(targets::addAll);
        MirrorReport report = syncAll();
        assertEquals(
                List.of("/c/linux-64/patch_instructions.json 304", "/c/linux-64/run_exports.json 304"), sideRequests());
        assertEquals(List.of(), targets);
        assertEquals(Outcome.UNCHANGED, of(report, LINUX).outcome());
    }

    @Test
    void withTwoFormsOfTheIndexItIsFourRequestsASubdir() throws Exception {
        channel.indexes(IndexFile.ZST, IndexFile.JSON).write();
        upstream(RUN_EXPORTS + ".zst", "{}");
        upstream(PATCHES, "{}");
        upstream(UNPATCHED, "{}");
        syncAll();
        upstream.clear();
        syncAll();
        assertEquals(
                List.of(304, 304, 304, 304),
                upstream.requests().stream()
                        .filter(request -> request.rawPath().startsWith("/c/linux-64/"))
                        .map(request -> request.status())
                        .toList());
    }

    @Test
    void whatIsNotThereIsAskedForOnceADay() throws Exception {
        syncAll();
        upstream.clear();
        clock.advance(Duration.ofHours(23));
        syncAll();
        assertEquals(List.of(), sideRequests());
        clock.advance(Duration.ofHours(1));
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        syncAll();
        assertEquals(Set.of("a-1-0.conda"), named(RUN_EXPORTS));
    }

    @Test
    void aNewerFileIsTakenThoughTheIndexIsTheSame() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        syncAll();
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        syncAll();
        assertEquals(Set.of("a-1-0.conda", "b-1-0.conda"), named(RUN_EXPORTS));
    }

    @Test
    void anUnchangedFileIsReadAgainForAnotherIndex() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda", "c-1-0.conda"));
        syncAll();
        channel.subdir(LINUX).pkg("c", "1", "0").write();
        upstream.clear();
        syncAll();
        assertEquals(Set.of("a-1-0.conda", "b-1-0.conda", "c-1-0.conda"), named(RUN_EXPORTS));
        assertEquals(List.of("/c/linux-64/c-1-0.conda 200", "/c/linux-64/run_exports.json 200"), sideRequests());
    }

    @Test
    void whatIsCleanedLeavesWithoutUpstream() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        syncAll();
        upstream.clear();
        client.clean(new CleanRequest(request().packages(WITHOUT_B).build()).majority(MajorityRemoval.ACCEPT));
        assertEquals(Set.of("a-1-0.conda"), named(RUN_EXPORTS));
        assertEquals(List.of(), upstream.requests());
        sync(WITHOUT_B);
        assertEquals(Set.of("a-1-0.conda"), named(RUN_EXPORTS));
        assertEquals(1, upstream.requests("/c/linux-64/run_exports.json").size(), "and is made of upstream's again");
    }

    @Test
    void whatFailsIsAWarningAndWhatIsPublishedTellsTheTruth() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        syncAll();
        for (Fault fault : List.of(
                Fault.on("/c/linux-64/run_exports.json").status(503),
                Fault.on("/c/linux-64/run_exports.json")
                        .content("{\"packages.conda\":".getBytes(StandardCharsets.UTF_8)),
                Fault.on("/c/linux-64/run_exports.json").content(Zstd.compress(new byte[100 << 20])))) {
            upstream.inject(fault);
            touched++;
            upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
            MirrorReport report = syncAll();
            assertWarned(report, RUN_EXPORTS);
            assertEquals(Set.of("a-1-0.conda", "b-1-0.conda"), named(RUN_EXPORTS));
            upstream.heal();
        }
        upstream.inject(Fault.on("/c/linux-64/run_exports.json").status(503));
        channel.subdir(LINUX).drop("b-1-0.conda").pkg("c", "1", "0").write();
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "c-1-0.conda"));
        syncAll();
        assertEquals(Set.of("a-1-0.conda"), named(RUN_EXPORTS), "b is hidden");
        upstream.heal();
        syncAll();
        assertEquals(Set.of("a-1-0.conda", "c-1-0.conda"), named(RUN_EXPORTS));
    }

    @Test
    void aPageIsNoFile() throws Exception {
        upstream(RUN_EXPORTS, "<html>not here</html>");
        assertWarned(syncAll(), "the server sent no JSON");
        assertFalse(published.has(LINUX, RUN_EXPORTS));
        upstream.clear();
        syncAll();
        assertEquals(List.of(), sideRequests());
    }

    @Test
    void whatUpstreamDropsStaysAsFarAsItIsListed() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        syncAll();
        Files.delete(temp.resolve("up/c/linux-64").resolve(RUN_EXPORTS));
        assertWarned(syncAll(), "upstream has it no more");
        assertEquals(List.of(), syncAll().warnings());
        channel.subdir(LINUX).drop("b-1-0.conda").write();
        syncAll();
        assertEquals(Set.of("a-1-0.conda"), named(RUN_EXPORTS));
    }

    @Test
    void patchesOfWhatIsListedStay() throws Exception {
        upstream(PATCHES, """
                {"patch_instructions_version":1,
                 "packages":{"a-1-0.tar.bz2":{"license":"X"},"b-1-0.tar.bz2":{},"old-1-0.tar.bz2":{"depends":["q"]}},
                 "packages.conda":{"b-1-0.conda":{},"a-1-0.conda":{"track_features":null}},
                 "remove":["gone-1-0.conda","a-1-0.conda"],"revoke":["old-1-0.tar.bz2","b-1-0.conda",1],"more":{"y":[]}}
                """);
        sync(WITHOUT_B);
        assertEquals(
                JsonTree.object("""
                        {"patch_instructions_version":1,
                         "packages":{"a-1-0.tar.bz2":{"license":"X"},"old-1-0.tar.bz2":{"depends":["q"]}},
                         "packages.conda":{"a-1-0.conda":{"track_features":null}},
                         "remove":["a-1-0.conda"],"revoke":["old-1-0.tar.bz2"],"more":{"y":[]}}
                        """.getBytes(StandardCharsets.UTF_8)),
                json(PATCHES),
                "what is said of a .tar.bz2 is said of its .conda, too");
    }

    @Test
    void theOldFormOfPatchesIsCarried() throws Exception {
        upstream(PATCHES, "{\"zlib\":{}}");
        syncAll();
        assertEquals(Map.of("zlib", Map.of()), json(PATCHES));
    }

    @Test
    void unpatchedRecordsAreAnIndex() throws Exception {
        upstream(UNPATCHED, """
                {"info":{"subdir":"linux-64","base_url":"https://elsewhere.example.org/"},"repodata_version":2,
                 "packages":{},"packages.conda":{"b-1-0.conda":{"name":"b"},"a-1-0.conda":{"n":1.0}},"removed":["q-1-0.conda"]}
                """);
        sync(WITHOUT_B);
        assertEquals("""
                {"info":{"subdir":"linux-64"},
                "packages":{},
                "packages.conda":{
                "a-1-0.conda":{"n":1.0}
                },
                "removed":[],
                "repodata_version":1}
                """, new String(published.bytes(LINUX, UNPATCHED), StandardCharsets.UTF_8));
    }

    @Test
    void aPackageThatIsKeptKeepsWhatWasSaidOfIt() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        channel.subdir(LINUX).drop("b-1-0.conda").write();
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertTrue(published.names(LINUX).contains("b-1-0.conda"));
        assertEquals(Set.of("a-1-0.conda", "b-1-0.conda"), named(RUN_EXPORTS));
    }

    @Test
    void eachPackageIsToldOfByTheChannelThatSuppliedIt() throws Exception {
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        second.subdir(LINUX).pkg("a", "1", "0").pkg("d", "1", "0").write();
        upstream(RUN_EXPORTS, exports("b-1-0.conda", "d-1-0.conda"));
        upstream(
                "d",
                RUN_EXPORTS,
                exports("a-1-0.conda", "d-1-0.conda").replace(">=1.0", ">=2.0").getBytes(StandardCharsets.UTF_8));
        client.sync(request(upstream.uri("/c/"), upstream.uri("/d/")).build());
        assertEquals(
                Map.of(
                        "b-1-0.conda", Map.of("run_exports", Map.of("weak", List.of("b-1-0.conda >=1.0"))),
                        "d-1-0.conda", Map.of("run_exports", Map.of("weak", List.of("d-1-0.conda >=2.0")))),
                json(RUN_EXPORTS).get("packages.conda"));
        upstream("d", RUN_EXPORTS, exports("d-1-0.conda").getBytes(StandardCharsets.UTF_8));
        client.sync(request(upstream.uri("/c/"), upstream.uri("/d/")).build());
        assertEquals(Set.of("b-1-0.conda", "d-1-0.conda"), named(RUN_EXPORTS), "the other is read along");
    }

    @Test
    void aSnapshotHasThemAndBringsThemBack() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        syncAll();
        byte[] before = published.bytes(LINUX, RUN_EXPORTS);
        Snapshots snapshots = client.snapshots(storage, AccountName.DEFAULT);
        snapshots.create(OLD);
        clock.advance(Duration.ofDays(1));
        channel.subdir(LINUX).drop("b-1-0.conda").pkg("c", "1", "0").write();
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "c-1-0.conda"));
        upstream(PATCHES, "{\"packages.conda\":{\"c-1-0.conda\":{}}}");
        syncAll();
        assertEquals(Set.of("a-1-0.conda", "c-1-0.conda"), named(RUN_EXPORTS));
        StoragePath kept = StoragePath.of("conda", "anaconda", "label", "old", LINUX);
        assertArrayEquals(before, published.bytes(kept.resolve(RUN_EXPORTS)));
        assertTrue(storage.stat(kept.resolve(RUN_EXPORTS + ".zst")).isPresent());

        snapshots.restore(OLD);
        assertArrayEquals(before, published.bytes(LINUX, RUN_EXPORTS));
        assertEquals(Map.of(), json(PATCHES).get("packages.conda"), "c is not listed");
        snapshots.release();
        syncAll();
        assertEquals(Set.of("a-1-0.conda", "c-1-0.conda"), named(RUN_EXPORTS));
        snapshots.delete(OLD);
        assertTrue(storage.stat(kept.resolve(RUN_EXPORTS)).isEmpty());
    }

    @Test
    void aRenamedAccountKnowsItsOwn() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda", "b-1-0.conda"));
        syncAll();
        AccountName renamed = new AccountName("renamed");
        client.rename(new RenameRequest(storage, AccountName.DEFAULT, renamed));
        upstream.clear();
        sync(builder -> builder.account(renamed));
        assertEquals(List.of("/c/linux-64/run_exports.json 304"), sideRequests());
        assertTrue(storage.stat(StoragePath.of("conda", "renamed", LINUX, RUN_EXPORTS))
                .isPresent());
        client.delete(new DeleteRequest(storage, renamed));
        assertTrue(storage.list(StoragePath.of("conda")).findAny().isEmpty());
    }

    @Test
    void verifyKnowsThem() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        syncAll();
        try (VerifyReport report =
                client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()))) {
            assertEquals(0, report.total(VerifyReport.SubdirCounts::unlisted), report::toString);
            assertEquals(0, report.damageLeft(), report::toString);
        }
    }

    @Test
    void verifyFindsWhatIsDamagedAndRepairMakesItAnew() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        syncAll();
        byte[] before = published.bytes(LINUX, RUN_EXPORTS);
        Path file = root().resolve("conda/anaconda").resolve(LINUX).resolve(RUN_EXPORTS);
        FileTime time = Files.getLastModifiedTime(file);
        byte[] damaged = before.clone();
        damaged[7]++;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            in.write(damaged);
        }
        Files.setLastModifiedTime(file, time);
        assertFoundAndMended(before);
    }

    private void assertFoundAndMended(byte[] before) throws Exception {
        try (VerifyReport report =
                client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()))) {
            assertEquals(1, report.total(VerifyReport.SubdirCounts::damagedIndexes), report::toString);
        }
        try (VerifyReport report =
                client.verify(VerifyRequest.repairing(request().build()))) {
            assertEquals(0, report.damageLeft(), report::toString);
        }
        assertArrayEquals(before, published.bytes(LINUX, RUN_EXPORTS));
    }

    @Test
    void verifyFindsAFileThatSomebodyWrote() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        syncAll();
        byte[] before = published.bytes(LINUX, RUN_EXPORTS);
        Path file = root().resolve("conda/anaconda").resolve(LINUX).resolve(RUN_EXPORTS);
        Files.write(file, exports("b-1-0.conda").getBytes(StandardCharsets.UTF_8));
        assertFoundAndMended(before);
    }

    @Test
    void whatAKilledRunDidNotNoteIsNoDamage() throws Exception {
        upstream(RUN_EXPORTS, exports("a-1-0.conda"));
        syncAll();
        new SideStore(storage, AccountName.DEFAULT).begin(new Subdir(LINUX));
        Path file = root().resolve("conda/anaconda").resolve(LINUX).resolve(RUN_EXPORTS);
        Files.write(file, exports("b-1-0.conda").getBytes(StandardCharsets.UTF_8));
        try (VerifyReport report =
                client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()))) {
            assertEquals(0, report.total(VerifyReport.SubdirCounts::damagedIndexes), report::toString);
        }
        syncAll();
        Files.write(file, exports("b-1-0.conda").getBytes(StandardCharsets.UTF_8));
        try (VerifyReport report =
                client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()))) {
            assertEquals(1, report.total(VerifyReport.SubdirCounts::damagedIndexes), report::toString);
        }
    }
}
