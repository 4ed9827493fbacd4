package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.testkit.channel.Channeldata;
import org.junit.jupiter.api.Test;

/** Which subdirs are looked for. */
class DiscoveryTest extends SyncTestBase {

    private MirrorReport syncWhole(URI... urls) throws MirrorException {
        return client.sync(request(urls).subdirs(SubdirSelection.all()).build());
    }

    private static List<String> subdirs(MirrorReport report) {
        return report.subdirs().stream().map(each -> each.subdir().name()).toList();
    }

    @Test
    void channeldataNamesSubdirsThatNobodyKnows() throws Exception {
        channel.channeldata(Channeldata.PRESENT)
                .subdir("plan9-68k")
                .pkg("p", "1", "0")
                .subdir("osx-arm64")
                .pkg("o", "1", "0")
                .write();
        MirrorReport report = syncWhole();
        assertTrue(report.isComplete());
        assertEquals(List.of("noarch", "osx-arm64", "plan9-68k"), subdirs(report));
        published.assertTruthful();
    }

    @Test
    void theKnownOnesAreProbedWithoutChanneldata() throws Exception {
        channel.subdir("plan9-68k")
                .pkg("p", "1", "0")
                .subdir("win-64")
                .pkg("w", "1", "0")
                .write();
        MirrorReport report = syncWhole();
        assertEquals(List.of("noarch", "win-64"), subdirs(report));
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void brokenChanneldataIsNoHindrance() throws Exception {
        channel.subdir("win-64").pkg("w", "1", "0").write();
        upstream.put("/c/channeldata.json", "<html>".getBytes(StandardCharsets.UTF_8));
        MirrorReport report = syncWhole();
        assertEquals(List.of("noarch", "win-64"), subdirs(report));
        assertTrue(report.isComplete());
        assertWarned(report, "the channel's list of subdirs cannot be read");
    }

    @Test
    void hostileNamesInChanneldataAreNoSubdirs() throws Exception {
        channel.subdir("win-64").pkg("w", "1", "0").write();
        upstream.put(
                "/c/channeldata.json",
                "{\"packages\":{\"subdirs\":[\"x-1\"]},\"subdirs\":[\"../..\",\"label\",7,\"x-2\"]}"
                        .getBytes(StandardCharsets.UTF_8));
        syncWhole();
        assertTrue(
                upstream.requests().stream()
                        .noneMatch(request -> request.rawPath().contains("..")
                                || request.rawPath().contains("label")
                                || request.rawPath().contains("x-1")),
                upstream.requests()::toString);
    }

    @Test
    void aFolderIsListed() throws Exception {
        channel.subdir("plan9-68k")
                .pkg("p", "1", "0")
                .subdir("win-64")
                .pkg("w", "1", "0")
                .write();
        Files.createDirectories(temp.resolve("up/c/not a subdir"));
        Files.createDirectories(temp.resolve("up/c/linux-64"));
        MirrorReport report = syncWhole(temp.resolve("up/c/").toUri());
        assertEquals(List.of("noarch", "plan9-68k", "win-64"), subdirs(report));
    }

    @Test
    void whatIsMirroredStaysWatched() throws Exception {
        channel.channeldata(Channeldata.PRESENT)
                .subdir("plan9-68k")
                .pkg("p", "1", "0")
                .subdir("noarch")
                .write();
        syncWhole();
        channel.dropSubdir("plan9-68k").write();
        MirrorReport report = syncWhole();
        assertEquals(Outcome.FAILED, of(report, "plan9-68k").outcome());
        assertFalse(report.isComplete());
        assertTrue(published.has("plan9-68k", "p-1-0.conda"));
    }

    @Test
    void askedForAndAbsentIsAWarning() throws Exception {
        channel.subdir("noarch").pkg("n", "1", "0").write();
        for (int run = 0; run < 2; run++) {
            MirrorReport report = sync();
            assertTrue(report.isComplete());
            assertEquals(List.of("noarch"), subdirs(report));
            assertWarned(report, "linux-64: upstream has no such subdir");
        }
        assertFalse(published.has(LINUX, "repodata.json"));
    }
}
