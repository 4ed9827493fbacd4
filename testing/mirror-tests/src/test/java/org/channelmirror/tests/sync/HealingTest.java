package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncMode;
import org.channelmirror.testkit.channel.MadeChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mirror that somebody damaged, and resets. */
class HealingTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";
    private static final String C = "c-1-0.conda";

    private MadeChannel made;

    @BeforeEach
    void mirror() throws Exception {
        made = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .pkg("c", "1", "0")
                .write();
        syncAll();
        // One that is hidden here, so that there is something that only the mirror knows.
        channel.subdir(LINUX).drop(C).write();
        syncAll();
        upstream.clear();
    }

    private Path file(String name) {
        return root().resolve("conda/anaconda/linux-64").resolve(name);
    }

    private Path state(String name) {
        return root().resolve(".mirror/state/anaconda/linux-64").resolve(name);
    }

    private Path catalog() throws IOException {
        try (Stream<Path> files = Files.list(state("."))) {
            List<Path> catalogs = files.filter(
                            path -> String.valueOf(path.getFileName()).startsWith("catalog-"))
                    .toList();
            assertEquals(1, catalogs.size(), catalogs::toString);
            return catalogs.get(0);
        }
    }

    private void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** A hotfix, so that upstream's index is read anew. */
    private void changeUpstream() throws IOException {
        channel.subdir(LINUX).pkg("a", "1", "0").field("hotfix", true).write();
    }

    private void assertHealed(MirrorReport report, long adopted) throws IOException {
        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of(), packageRequests());
        assertEquals(0, report.downloaded());
        assertEquals(adopted, report.adopted());
        published.assertTruthful();
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals("[" + C + "]", published.removed(LINUX));
    }

    @Test
    void aResetHashesEverythingAndDownloadsNothingThatIsRight() throws Exception {
        byte[] before = Files.readAllBytes(file("repodata.json"));
        MirrorReport report = reset();
        assertHealed(report, 2);
        assertArrayEquals(before, Files.readAllBytes(file("repodata.json")), "same input, same bytes");
        assertEquals(200, upstream.requests("/c/linux-64/repodata.json").get(0).status(), "unconditional");
        upstream.clear();
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
        assertEquals(304, upstream.requests("/c/linux-64/repodata.json").get(0).status());
    }

    @Test
    void aResetRepairsWhatIsDamagedOrMissing() throws Exception {
        flip(file(A));
        Files.delete(file(B));
        MirrorReport report = reset();
        assertEquals(2, report.downloaded());
        assertEquals(0, report.adopted());
        assertArrayEquals(made.get(LINUX, A).bytes(), Files.readAllBytes(file(A)));
        published.assertTruthful();
    }

    @Test
    void whatAResetCannotRepairIsNoLongerListed() throws Exception {
        flip(file(A));
        Files.delete(temp.resolve("up/c/linux-64").resolve(A));
        MirrorReport report = reset();
        assertEquals(1, report.failureCount());
        assertEquals(Set.of(B), published.names(LINUX));
        published.assertTruthful();
    }

    @Test
    void aResetKeepsWhatOnlyTheMirrorHasAndDropsWhatIsDamagedOfIt() throws Exception {
        channel.subdir(LINUX).pkg("c", "1", "0").pkg("d", "1", "0").write();
        syncAll();
        channel.subdir(LINUX).drop(C).drop("d-1-0.conda").write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        flip(file(C));
        MirrorReport report =
                sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP).mode(SyncMode.RESET));
        assertEquals(Set.of(A, B, "d-1-0.conda"), published.names(LINUX));
        assertEquals(1, report.failureCount());
        assertEquals(LINUX + "/" + C, report.failures().get(0).path());
        published.assertTruthful();
        MirrorReport next = sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertTrue(next.isComplete(), "it is reported once");
    }

    @Test
    void aDamagedCurrentIsMadeAnew() throws Exception {
        flip(state("CURRENT"));
        assertHealed(sync(), 2);
    }

    @Test
    void aDamagedCurrentDoesNotOpenTheDoorToAnEmptyIndex() throws Exception {
        flip(state("CURRENT"));
        channel.subdir(LINUX).rawRepodata("{}").write();
        MirrorReport report = sync();
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome());
        assertEquals(Set.of(A, B), published.names(LINUX));
    }

    @Test
    void aDamagedCatalogIsMadeAnew() throws Exception {
        flip(catalog());
        changeUpstream();
        assertHealed(sync(), 2);
        assertEquals(true, published.record(LINUX, A).get("hotfix"));
    }

    @Test
    void anEmptyCatalogIsADamagedOne() throws Exception {
        Files.write(catalog(), new byte[0]);
        changeUpstream();
        assertHealed(sync(), 2);
    }

    @Test
    void aDamagedCatalogDoesNotEndAPlan() throws Exception {
        flip(catalog());
        changeUpstream();
        MirrorPlan plan = client.plan(request().build());
        assertTrue(plan.isComplete(), plan::toString);
    }

    @Test
    void aDeletedCatalogIsMadeAnew() throws Exception {
        Files.delete(catalog());
        changeUpstream();
        assertHealed(sync(), 2);
    }

    @Test
    void anIndexReplacedByHandIsPutRight() throws Exception {
        String text = Files.readString(file("repodata.json"));
        Files.writeString(file("repodata.json"), text.replace("\"version\":\"1\"", "\"version\":\"6\""));
        MirrorReport report = sync();
        assertHealed(report, 0);
        assertEquals("1", published.record(LINUX, A).get("version"));
        assertWarned(report, "the published index is not the one of the last run");
    }

    @Test
    void anIndexThatLostItsRecordsIsPutRight() throws Exception {
        Files.writeString(file("repodata.json"), "{}");
        MirrorReport report = sync();
        assertTrue(report.isComplete());
        assertEquals(0, report.downloaded());
        assertEquals(Set.of(A, B), published.names(LINUX));
        published.assertTruthful();
    }

    @Test
    void anIndexInAnotherOrderIsReadRight() throws Exception {
        String index = Files.readString(file("repodata.json"));
        String a = index.substring(index.indexOf("\"" + A), index.indexOf(",\n\"" + B));
        String b = index.substring(index.indexOf("\"" + B), index.indexOf("\n}", index.indexOf("\"" + B)));
        String turned = index.replace(a + ",\n" + b, b + ",\n" + a);
        assertTrue(turned.indexOf(B) < turned.indexOf(A), turned);
        Files.writeString(file("repodata.json"), turned);
        channel.subdir(LINUX).drop(A).drop(B).pkg("d", "1", "0").write();
        MirrorReport report = sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertTrue(report.isComplete(), report::toString);
        assertEquals(Set.of(A, B, "d-1-0.conda"), published.names(LINUX));
        assertEquals("a", published.record(LINUX, A).get("name"));
        assertEquals("b", published.record(LINUX, B).get("name"));
        published.assertTruthful();
    }

    @Test
    void anIndexOverwrittenByRubbishIsPutRight() throws Exception {
        Files.write(file("repodata.json"), "<html>".getBytes(StandardCharsets.UTF_8));
        MirrorReport report = sync();
        assertTrue(report.isComplete());
        assertEquals(0, report.downloaded());
        assertEquals(Set.of(A, B), published.names(LINUX));
        published.assertTruthful();
    }

    @Test
    void deletedIndexFilesComeBack() throws Exception {
        Files.delete(file("repodata.json.zst"));
        assertHealed(sync(), 0);
        Files.delete(file("repodata.json"));
        MirrorReport report = sync();
        assertTrue(report.isComplete());
        assertEquals(0, report.downloaded());
        assertEquals(Set.of(A, B), published.names(LINUX));
        published.assertTruthful();
    }

    @Test
    void aLostPrivateFolderIsNoLoss() throws Exception {
        Files.move(root().resolve(".mirror"), temp.resolve("away"));
        MirrorReport report = sync();
        assertEquals(0, report.downloaded());
        assertHealed(report, 2);
    }

    @Test
    void aStateOfANewerProgramIsNotMendedAway() throws Exception {
        String current = Files.readString(state("CURRENT"));
        assertTrue(current.startsWith("channel-mirror-state\t1\n"), current);
        String body = current.substring(0, current.lastIndexOf("checksum")).replaceFirst("\t1\n", "\t2\n");
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(state("CURRENT"), body + "checksum\t" + Long.toHexString(crc.getValue()) + "\n");
        String before = Files.readString(state("CURRENT"));
        StorageException e = assertThrows(StorageException.class, this::sync);
        assertTrue(String.valueOf(e.getMessage()).contains("version 2"), e.getMessage());
        assertEquals(before, Files.readString(state("CURRENT")));
    }
}
