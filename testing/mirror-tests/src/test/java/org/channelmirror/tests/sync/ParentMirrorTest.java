package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.channelmirror.tests.channel.MsgpackTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A mirror whose upstream is a mirror, too, and offers shards: only those that changed are fetched. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_HTTP", "DISK_FROM_FILES"})
class ParentMirrorTest extends SyncTestBase {

    private static final String FOLDER = "/anaconda/linux-64/";
    private static final String INDEX = FOLDER + "repodata_shards.msgpack.zst";

    private FakeUpstream parent;
    private FileSystemStorage childStorage;
    private Published child;

    /** The same without shards, and a mirror of it. */
    private FakeUpstream plainParent;

    private FileSystemStorage twinStorage;

    ParentMirrorTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void serve() throws IOException {
        parent = FakeUpstream.serving(root().resolve("conda")).start();
        childStorage = new FileSystemStorage(childRoot());
        child = new Published(childStorage);
        plainParent = FakeUpstream.serving(root().resolve("conda")).start();
        plainParent.remove(INDEX);
        twinStorage = new FileSystemStorage(temp.resolve("twin"));
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("a", "1", "0")
                .pkg("a-b", "1", "0")
                .field("summary", "gr\u00f6\u00dfer als \"1\"\\\n\u0001\u007f \u20ac \ud834\udd1e")
                .field("x", List.of(1.5, -7, Long.MAX_VALUE, true, Map.of("y", List.of())))
                .pkg("c", "1", "0")
                .pkg("d", "1", "0");
    }

    @AfterEach
    void end() throws IOException {
        parent.close();
        plainParent.close();
        childStorage.close();
        twinStorage.close();
    }

    private Path childRoot() {
        return temp.resolve("child");
    }

    private SyncRequest.Builder ofChild() {
        URI url = setup.overHttp
                ? parent.uri("/anaconda/")
                : root().resolve("conda/anaconda/").toUri();
        return of(url, childStorage);
    }

    private static SyncRequest.Builder of(URI url, FileSystemStorage target) {
        return SyncRequest.builder(List.of(new Channel(url)), target)
                .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX))));
    }

    private MirrorReport syncChild(UnaryOperator<SyncRequest.Builder> change) throws MirrorException {
        return client.sync(change.apply(ofChild()).build());
    }

    private MirrorReport syncChild() throws MirrorException, IOException {
        MirrorReport report = syncChild(builder -> builder);
        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of(), report.warnings());
        child.assertTruthful();
        return report;
    }

    private void syncBoth() throws MirrorException, IOException {
        channel.write();
        syncAll();
        syncTwin();
        parent.clear();
        syncChild();
    }

    private void syncTwin() throws MirrorException {
        assertTrue(client.sync(of(plainParent.uri("/anaconda/"), twinStorage).build())
                .isComplete());
    }

    /** What was asked for in the subdir, without the packages. */
    private List<String> asked() {
        return parent.requests().stream()
                .filter(request -> request.rawPath().startsWith(FOLDER))
                .filter(request -> request.rawPath().matches(".*/(repodata\\.json.*|repodata_shards.*|shards/.*)"))
                .map(ParentMirrorTest::line)
                .sorted()
                .toList();
    }

    /** What a look finds depends on whether a second ended between the making of two files. */
    private static String line(ReceivedRequest request) {
        String line = request.method() + " " + request.rawPath().substring(FOLDER.length());
        return request.method().equals("HEAD") ? line : line + " " + request.status();
    }

    private void assertAsked(String... lines) {
        if (setup.overHttp) {
            assertEquals(Stream.of(lines).sorted().toList(), asked());
        }
    }

    private String shard(String name) throws IOException {
        return PublishedShards.read(published, LINUX).files().get(name);
    }

    /** The child has, byte by byte, what a mirror has that reads whole indexes. */
    private void assertAsWhole() throws Exception {
        syncTwin();
        Published twin = new Published(twinStorage);
        assertEquals(twin.text(LINUX), child.text(LINUX));
        assertArrayEquals(twin.bytes(LINUX, PublishedShards.INDEX), child.bytes(LINUX, PublishedShards.INDEX));
    }

    private List<String> keptFiles() throws IOException {
        try (Stream<Path> files = Files.list(childRoot().resolve(".mirror/state/anaconda/linux-64"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("upstream-") || name.startsWith("hashes-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void onlyTheShardsThatChangedAreFetched() throws Exception {
        syncBoth();
        assertAsked("GET repodata.json.zst 200", "GET repodata_shards.msgpack.zst 200", "HEAD repodata.json");
        assertEquals(List.of("hashes-1", "upstream-1"), keptFiles());
        channel.subdir(LINUX)
                .pkg("c", "2", "0")
                .pkg("a-b", "1", "1")
                .field("summary", "\u00e4")
                .pkg("e", "1", "0");
        channel.subdir(LINUX).drop("a-1-0.tar.bz2");
        syncBoth();
        assertEquals(List.of("hashes-2", "upstream-2"), keptFiles());
        assertAsked(
                "GET repodata_shards.msgpack.zst 200",
                "HEAD repodata.json",
                "GET " + shard("a") + " 200",
                "GET " + shard("a-b") + " 200",
                "GET " + shard("c") + " 200",
                "GET " + shard("e") + " 200");
        assertAsWhole();
        channel.subdir(LINUX).pkg("zz", "2", "0").pkg("c", "1", "0").field("license", "MIT");
        syncBoth();
        assertAsked(
                "GET repodata_shards.msgpack.zst 200",
                "HEAD repodata.json",
                "GET " + shard("c") + " 200",
                "GET " + shard("zz") + " 200");
        assertAsWhole();
        assertEquals("MIT", child.record(LINUX, "c-1-0.conda").get("license"));
    }

    @Test
    void nothingNewCostsOneConditionalRequestAndOneLook() throws Exception {
        syncBoth();
        parent.clear();
        Map<String, String> before = state();
        assertEquals(Outcome.UNCHANGED, of(syncChild(), LINUX).outcome());
        assertAsked("GET repodata_shards.msgpack.zst 304", "HEAD repodata.json");
        assertEquals(before, state());
    }

    private Map<String, String> state() throws IOException {
        try (Stream<Path> files = Files.list(childRoot().resolve(".mirror/state/anaconda/linux-64"))) {
            Map<String, String> state = new TreeMap<>();
            for (Path file : files.toList()) {
                state.put(
                        file.toString(),
                        Files.getLastModifiedTime(file) + MsgpackTree.sha256(Files.readAllBytes(file)));
            }
            return state;
        }
    }

    @Test
    void aNameThatIsGoneIsFetchedByNobodyAndHidden() throws Exception {
        syncBoth();
        channel.subdir(LINUX).drop("d-1-0.conda");
        channel.write();
        sync(builder -> builder.shrink(ShrinkPolicy.ACCEPT));
        parent.clear();
        syncChild(builder -> builder.shrink(ShrinkPolicy.ACCEPT));
        assertFalse(child.names(LINUX).contains("d-1-0.conda"));
        assertAsked("GET repodata_shards.msgpack.zst 200", "HEAD repodata.json", "GET " + shard("d") + " 200");
        assertEquals("[d-1-0.conda]", child.removed(LINUX));

        syncChild(builder -> builder.mode(SyncMode.RESET));
        channel.subdir(LINUX).pkg("c", "2", "0");
        syncBoth();
        assertAsked("GET repodata_shards.msgpack.zst 200", "HEAD repodata.json", "GET " + shard("c") + " 200");
    }

    @Test
    void aPlanReadsNoMoreThanASync() throws Exception {
        syncBoth();
        parent.clear();
        MirrorPlan same = client.plan(ofChild().build());
        assertEquals(0, same.subdirs().get(1).toFetch());
        assertEquals(5, same.subdirs().get(1).listed());
        assertAsked("GET repodata_shards.msgpack.zst 304", "HEAD repodata.json");
        channel.subdir(LINUX).pkg("c", "2", "0");
        channel.write();
        syncAll();
        parent.clear();
        MirrorPlan plan = client.plan(ofChild().build());
        assertEquals(1, plan.subdirs().get(1).toFetch());
        assertEquals(6, plan.subdirs().get(1).listed());
        assertAsked("GET repodata_shards.msgpack.zst 200", "HEAD repodata.json", "GET " + shard("c") + " 200");
        assertEquals(List.of("hashes-1", "upstream-1"), keptFiles());
    }

    @Test
    void aResetReadsTheWholeIndex() throws Exception {
        syncBoth();
        parent.clear();
        assertTrue(syncChild(builder -> builder.mode(SyncMode.RESET)).isComplete());
        assertAsked(
                "HEAD repodata.json.zst",
                "GET repodata.json.zst 200",
                "HEAD repodata.json",
                "GET repodata_shards.msgpack.zst 200");
        assertAsWhole();
    }

    @Test
    void whatIsDamagedIsReadWhole() throws Exception {
        for (String file : List.of("upstream-", "hashes-")) {
            syncBoth();
            Path kept = childRoot()
                    .resolve(".mirror/state/anaconda/linux-64")
                    .resolve(keptFiles().stream()
                            .filter(name -> name.startsWith(file))
                            .findFirst()
                            .orElseThrow());
            byte[] bytes = Files.readAllBytes(kept);
            bytes[bytes.length / 2] ^= 1;
            Files.write(kept, bytes);
            channel.subdir(LINUX).pkg("c", file.length() + "", "0");
            channel.write();
            syncAll();
            MirrorReport report = syncChild(builder -> builder);
            assertWarned(report, "what is kept of the index before is damaged");
            assertTrue(report.isComplete());
            assertAsWhole();
        }
        Files.delete(childRoot()
                .resolve(".mirror/state/anaconda/linux-64")
                .resolve(keptFiles().get(0)));
        channel.subdir(LINUX).pkg("d", "7", "0");
        channel.write();
        syncAll();
        assertTrue(syncChild(builder -> builder).isComplete());
        assertAsWhole();
    }

    @Test
    void whatShardsDoNotTellIsReadWhole() throws Exception {
        channel.subdir(LINUX).topLevel("x_note", "old");
        syncBoth();
        assertEquals(List.of(), keptFiles());
        channel.subdir(LINUX).topLevel("x_note", "new").pkg("c", "2", "0");
        syncBoth();
        assertEquals("new", child.index(LINUX).get("x_note"));
        assertAsWhole();
    }

    @Test
    void aRunThatIsCutOffLeavesNothingThatIsNotTrue() throws Exception {
        syncBoth();
        int version = 2;
        for (int changes = 0; ; changes++, version++) {
            channel.subdir(LINUX).pkg("c", String.valueOf(version), "0");
            channel.subdir(LINUX).drop("c-" + (version - 1) + "-0.conda");
            channel.write();
            sync(builder -> builder.shrink(ShrinkPolicy.ACCEPT));
            syncTwin();
            ChannelStorage stopping = StoppingStorage.after(changes, childStorage);
            boolean isDone = true;
            try {
                client.sync(ofChild().target(stopping).build());
            } catch (StorageException e) {
                isDone = false;
            }
            channel.subdir(LINUX).pkg("d", String.valueOf(version), "1");
            channel.write();
            syncAll();
            assertTrue(syncChild(builder -> builder).isComplete());
            child.assertTruthful();
            assertAsWhole();
            assertEquals(2, keptFiles().size(), keptFiles()::toString);
            if (isDone) {
                assertTrue(changes > 5, "there is something to cut");
                return;
            }
        }
    }

    @Test
    void filtersComeAndGo() throws Exception {
        syncBoth();
        for (ClosureRequirement closure : List.of(ClosureRequirement.REQUIRED, ClosureRequirement.REPORTED)) {
            for (int version = 2; version < 5; version++) {
                channel.subdir(LINUX).pkg("c", (closure == ClosureRequirement.REQUIRED ? "1." : "2.") + version, "0");
                channel.write();
                syncAll();
                syncTwin();
                parent.clear();
                assertTrue(syncChild(builder -> builder.closure(closure)).isComplete());
                assertAsWhole();
                assertAsked("GET repodata_shards.msgpack.zst 200", "HEAD repodata.json", "GET " + shard("c") + " 200");
            }
        }
    }
}
