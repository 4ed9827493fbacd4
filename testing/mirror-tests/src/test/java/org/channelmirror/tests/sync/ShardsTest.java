package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.Test;

/** Sharded repodata beside the plain index: what it says, and how little of it is written anew. */
class ShardsTest extends SyncTestBase {

    private static final Duration WEEK = Duration.ofDays(7);

    private final List<String> written = new ArrayList<>();

    private PublishedShards shards() throws Exception {
        return PublishedShards.read(published, LINUX);
    }

    private void watch() {
        storage.watch(targets -> targets.stream()
                .map(StoragePath::value)
                .filter(path -> path.startsWith("conda/anaconda/linux-64/"))
                .map(path -> path.substring("conda/anaconda/linux-64/".length()))
                .forEach(written::add));
    }

    private void threeNames() {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("a", "1", "0")
                .pkg("a-b", "1", "0")
                .pkg("c", "1", "0");
    }

    @Test
    void eachNameHasAShardWithWhatIsListedOfIt() throws Exception {
        threeNames();
        channel.subdir(LINUX).pkg("strange-1", "x-y", "0").field("name", "c");
        channel.write();
        syncAll();
        PublishedShards shards = shards();
        assertEquals(Set.of("a", "a-b", "c"), shards.files().keySet());
        assertEquals(
                Set.of("a-1-0.conda", "a-1-0.tar.bz2"),
                Published.records(shards.shards().get("a")).keySet());
        assertEquals(
                Set.of("c-1-0.conda", "strange-1-x-y-0.conda"),
                Published.records(shards.shards().get("c")).keySet());
        assertEquals("./", shards.info().get("base_url"));
        assertEquals("./shards/", shards.info().get("shards_base_url"));
        assertEquals(LINUX, shards.info().get("subdir"));
        assertTrue(PublishedShards.read(published, "noarch").files().isEmpty());
    }

    @Test
    void theIndexIsAsOldAsItsNewestRecord() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .field("timestamp", 1_500_000_000)
                .pkg("b", "1", "0");
        channel.subdir("noarch").pkg("n", "1", "0").field("timestamp", Long.MAX_VALUE);
        channel.write();
        syncAll();
        assertEquals("2024-01-01T00:00:00Z", created());
        channel.subdir(LINUX).pkg("c", "1", "0").indexed(Instant.parse("2031-01-02T03:04:05Z"));
        channel.write();
        syncAll();
        assertEquals("2031-01-02T03:04:05Z", created());
        assertNull(PublishedShards.read(published, "noarch").info().get("created_at"), "the year 292278994 is none");
    }

    /** Who mirrors the mirror goes by these times: a shard index that is newer than the whole one may list more. */
    @Test
    void whatBecomesVisibleLaterIsNotOlder() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        StoragePath folder = StoragePath.of("conda", "anaconda", LINUX);
        Instant before = Instant.MIN;
        for (String file : List.of(PublishedShards.INDEX, "repodata.json.zst", "repodata.json")) {
            Instant time = storage.stat(folder.resolve(file)).orElseThrow().lastModified();
            assertFalse(time.isBefore(before), file);
            before = time;
        }
    }

    @Test
    void whatIsKeptHasTheShardsItHadWhenItWasRead() throws Exception {
        threeNames();
        channel.subdir(LINUX).pkg("strange-1", "x-y", "0").field("name", "c").field("timestamp", 1_800_000_000);
        channel.write();
        syncAll();
        Map<String, String> before = shards().files();
        channel.subdir(LINUX)
                .drop("c-1-0.conda")
                .drop("strange-1-x-y-0.conda")
                .pkg("z", "1", "0")
                .write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(before.get("c"), shards().files().get("c"));
        assertEquals(Set.of("a", "a-b", "c", "z"), shards().files().keySet());
        assertEquals("2027-01-15T08:00:00Z", created());
    }

    private Object created() throws Exception {
        return shards().info().get("created_at");
    }

    @Test
    void onlyWhatChangedIsWritten() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        Map<String, String> before = shards().files();
        channel.subdir(LINUX).pkg("c", "2", "0").write();
        watch();
        syncAll();
        Map<String, String> after = shards().files();
        assertEquals(before.get("a"), after.get("a"));
        assertEquals(before.get("a-b"), after.get("a-b"));
        assertEquals(
                List.of("c-2-0.conda", after.get("c"), PublishedShards.INDEX, "repodata.json.zst", "repodata.json"),
                written);
    }

    @Test
    void whatDiffersInTheHeadOnlyLeavesTheShardsAlone() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        byte[] before = published.bytes(LINUX, PublishedShards.INDEX);
        channel.subdir(LINUX).topLevel("x_note", "new").write();
        watch();
        syncAll();
        assertEquals(List.of("repodata.json.zst", "repodata.json"), written);
        assertArrayEquals(before, published.bytes(LINUX, PublishedShards.INDEX));
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    @Test
    void aNameThatIsGoneGoesAndWhatIsRemovedIsSaidThere() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        channel.subdir(LINUX).drop("c-1-0.conda").drop("a-1-0.conda").write();
        sync(builder -> builder.shrink(ShrinkPolicy.ACCEPT));
        published.assertTruthful();
        assertEquals(List.of("c-1-0.conda"), shards().shards().get("c").get("removed"));
        assertEquals(List.of("a-1-0.conda"), shards().shards().get("a").get("removed"));
    }

    @Test
    void oldShardsStayForAWeek() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        String first = shards().files().get("c");
        channel.subdir(LINUX).pkg("c", "2", "0").write();
        syncAll();
        clock.advance(WEEK.minusSeconds(1));
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        syncAll();
        assertTrue(published.has(LINUX, first), "a client may have the older index");
        clock.advance(Duration.ofSeconds(1));
        channel.subdir(LINUX).pkg("e", "1", "0").write();
        syncAll();
        assertFalse(published.has(LINUX, first));
    }

    @Test
    void aShardThatComesBackStays() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        String first = shards().files().get("c");
        channel.subdir(LINUX).pkg("c", "1", "0").field("summary", "other").write();
        syncAll();
        assertFalse(shards().files().get("c").equals(first));
        channel.subdir(LINUX).pkg("c", "1", "0").write();
        syncAll();
        assertEquals(first, shards().files().get("c"));
        clock.advance(WEEK.multipliedBy(2));
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        syncAll();
        assertTrue(published.has(LINUX, first));
    }

    @Test
    void theSameRecordsMakeTheSameBytes() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        byte[] once = published.bytes(LINUX, PublishedShards.INDEX);
        reset();
        assertArrayEquals(once, published.bytes(LINUX, PublishedShards.INDEX));
        published.assertTruthful();
    }

    @Test
    void aDamagedListIsMadeAnew() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        try (var files = Files.list(root().resolve(".mirror/state/anaconda/linux-64"))) {
            for (var file :
                    files.filter(path -> path.toString().contains("shards-")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        channel.subdir(LINUX).pkg("c", "2", "0").write();
        syncAll();
        assertEquals(3, shards().files().size());
    }

    @Test
    void aFormThatIsNotAskedForAnyMoreIsKeptUpToDateUntilAReset() throws Exception {
        threeNames();
        channel.write();
        Set<IndexFormat> all = EnumSet.of(IndexFormat.BZ2, IndexFormat.ZST, IndexFormat.SHARDS);
        sync(builder -> builder.indexFormats(all));
        assertTrue(published.has(LINUX, "repodata.json.bz2"));
        byte[] old = published.bytes(LINUX, "repodata.json.bz2");
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        MirrorReport report = sync(builder -> builder.indexFormats(Set.of(IndexFormat.JSON)));
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
        published.assertTruthful();
        assertFalse(Arrays.equals(old, published.bytes(LINUX, "repodata.json.bz2")));
        sync(builder -> builder.indexFormats(Set.of(IndexFormat.JSON)).mode(SyncMode.RESET));
        for (String gone : List.of("repodata.json.bz2", "repodata.json.zst", PublishedShards.INDEX)) {
            assertFalse(published.has(LINUX, gone), gone);
        }
        assertEquals(5, published.names(LINUX).size());
        try (var files = Files.list(root().resolve("conda/anaconda/linux-64/shards"))) {
            assertEquals(0, files.count());
        }
        syncAllForms();
    }

    @Test
    void theNewestPackagesFollowTheIndex() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("a", "2", "0")
                .pkg("b", "1", "0")
                .depends("a <2");
        channel.write();
        Set<IndexFormat> formats = EnumSet.of(IndexFormat.CURRENT, IndexFormat.ZST, IndexFormat.SHARDS);
        sync(builder -> builder.indexFormats(formats));
        published.assertTruthful();
        assertEquals(Set.of("a-1-0.conda", "a-2-0.conda", "b-1-0.conda"), current());
        channel.subdir(LINUX).pkg("b", "2", "0").write();
        sync(builder -> builder.indexFormats(Set.of(IndexFormat.JSON)));
        published.assertTruthful();
        assertEquals(Set.of("a-2-0.conda", "b-2-0.conda"), current());
        assertEquals(Outcome.UNCHANGED, of(sync(), LINUX).outcome());
        sync(builder -> builder.mode(SyncMode.RESET));
        assertFalse(published.has(LINUX, Published.CURRENT));
        assertFalse(published.has(LINUX, Published.CURRENT + ".zst"));
    }

    private Set<String> current() throws Exception {
        return Published.records(JsonTree.object(published.bytes(LINUX, Published.CURRENT)))
                .keySet();
    }

    private void syncAllForms() throws Exception {
        assertTrue(sync().isComplete());
        published.assertTruthful();
        assertEquals(Outcome.UNCHANGED, of(sync(), LINUX).outcome());
    }

    @Test
    void allShardsTogetherMayBeLargeButNotOne() throws Exception {
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 34; i++) {
            channel.subdir(LINUX).pkg("a" + i, "1", "0").field("summary", large);
        }
        channel.write();
        syncAll();
        for (int i = 0; i < 15; i++) {
            channel.subdir(LINUX).pkg("one", "1." + i, "0").field("summary", large);
        }
        channel.write();
        syncAll();
        assertEquals(35, shards().files().size());
        channel.subdir(LINUX).pkg("one", "1.15", "0").field("summary", large);
        channel.write();
        assertWarned(
                sync(),
                "the records of one are more than the 16 MiB that clients take as a shard; it is published without shards");
        assertFalse(published.has(LINUX, PublishedShards.INDEX), "it would not tell of every package");
        assertEquals(50, published.names(LINUX).size());
        assertEquals(Outcome.UNCHANGED, of(sync(), LINUX).outcome());
    }

    @Test
    void shardsThatAreGoneWithTheIndexesAreMadeAnew() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        Map<String, String> before = shards().files();
        deleteIndexesAndAShard(before);
        syncAll();
        assertEquals(before, shards().files());
    }

    @Test
    void repairMakesWholeIndexesAndTheirShardsAnew() throws Exception {
        threeNames();
        channel.write();
        syncAll();
        Map<String, String> before = shards().files();
        deleteIndexesAndAShard(before);
        try (VerifyReport report =
                client.verify(VerifyRequest.repairing(request().build()))) {
            assertEquals(0, report.damageLeft(), report::toString);
        }
        assertEquals(before, shards().files());
    }

    private void deleteIndexesAndAShard(Map<String, String> shards) throws Exception {
        for (String name : List.of("repodata.json", "repodata.json.zst", PublishedShards.INDEX, shards.get("a"))) {
            Files.delete(root().resolve("conda/anaconda/linux-64").resolve(name));
        }
    }
}
