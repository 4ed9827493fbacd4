package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where upstream's index is read, and when it is not taken. */
class IndexTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";

    @BeforeEach
    void describe() {
        channel.subdir("noarch").pkg("n", "1", "0").subdir(LINUX).pkg("a", "1", "0");
    }

    private List<String> indexRequests() {
        return upstream.requests().stream()
                .filter(request -> request.rawPath().startsWith("/c/linux-64/repodata.json"))
                .map(request -> (request.method().equals("GET") ? "" : request.method() + " ")
                        + request.rawPath().substring("/c/linux-64/".length()) + " " + request.status())
                .toList();
    }

    /** The subdir fails with a reason, everything published stays, other subdirs go on. */
    private void assertFailed(MirrorReport report, String reason) throws Exception {
        assertOutcome(Outcome.FAILED, report, reason);
    }

    private void assertOutcome(Outcome expected, MirrorReport report, String reason) throws Exception {
        SubdirReport subdir = of(report, LINUX);
        assertEquals(expected, subdir.outcome());
        assertTrue(
                subdir.failure().orElseThrow().contains(reason),
                subdir.failure().orElseThrow());
        assertFalse(report.isComplete());
        assertFalse(report.isTotalFailure());
        assertEquals(Set.of("n-1-0.conda"), published.names("noarch"));
        published.assertTruthful();
    }

    @Test
    void zstComesFirst() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST, IndexFile.BZ2).write();
        syncAll();
        assertEquals(List.of("repodata.json.zst 200", "HEAD repodata.json 304"), indexRequests());
        assertEquals(Set.of(A), published.names(LINUX));
    }

    @Test
    void thenBz2ThenJson() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.BZ2).write();
        syncAll();
        assertEquals(
                List.of("repodata.json.zst 404", "repodata.json.bz2 200", "HEAD repodata.json 304"), indexRequests());
        upstream.clear();
        channel.indexes(IndexFile.JSON).write();
        clock.advance(Duration.ofDays(1));
        syncAll();
        assertEquals(
                List.of("HEAD repodata.json.zst 404", "repodata.json.bz2 404", "repodata.json 200"), indexRequests());
    }

    @Test
    void aVariantThatAppearsIsFoundAfterADay() throws Exception {
        channel.write();
        syncAll();
        channel.indexes(IndexFile.JSON, IndexFile.ZST)
                .subdir(LINUX)
                .pkg("b", "1", "0")
                .write();
        clock.advance(Duration.ofDays(1));
        upstream.clear();
        syncAll();
        assertEquals(
                List.of("HEAD repodata.json.zst 200", "repodata.json.zst 200", "HEAD repodata.json 304"),
                indexRequests(),
                "it is looked at first, because another one was taken before");
        assertEquals(Set.of(A, "b-1-0.conda"), published.names(LINUX));
    }

    @ParameterizedTest
    @EnumSource(
            value = IndexFile.class,
            names = {"ZST", "BZ2"})
    void aDamagedCompressedIndexFailsItsSubdir(IndexFile variant) throws Exception {
        channel.indexes(variant).write();
        syncAll();
        for (int i = 0; i < 60; i++) {
            channel.subdir(LINUX).pkg("more" + i, "1", "0");
        }
        channel.write();
        Path file = temp.resolve("up/c/linux-64").resolve(variant.fileName());
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 2, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertFailed(sync(), length < 3 ? "instead of an index" : "cannot be decompressed");
            assertEquals(Set.of(A), published.names(LINUX));
        }
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 0x55;
        Files.write(file, flipped);
        assertEquals(Outcome.FAILED, of(sync(), LINUX).outcome());
        Files.write(file, whole);
        syncAll();
        assertEquals(61, published.names(LINUX).size());
    }

    @Test
    void aPageInsteadOfAnIndexIsSaidToBeOne() throws Exception {
        channel.subdir(LINUX)
                .rawRepodata("<!DOCTYPE html>\n<html><body>Please log in</body></html>")
                .write();
        MirrorReport report = sync();
        assertFailed(
                report, "repodata.json: the server sent a page instead of an index, \"<!DOCTYPE html> <html><body>");
        assertFalse(published.has(LINUX, "repodata.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"packages\":{},\"packages.conda\":{}}", " \n"})
    void anEmptyIndexIsNotTakenForOneWithPackages(String text) throws Exception {
        channel.write();
        syncAll();
        channel.subdir(LINUX).rawRepodata(text).write();
        assertOutcome(Outcome.REFUSED, sync(), "is empty, while 1 packages are published here");
        assertEquals(Set.of(A), published.names(LINUX));
        assertOutcome(Outcome.REFUSED, sync(), "is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void anEmptyIndexIsFineWhereNothingWas(String text) throws Exception {
        channel.subdir(LINUX).rawRepodata(text).write();
        MirrorReport report = syncAll();
        assertEquals(Set.of(), published.names(LINUX));
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    @Test
    void aCutOffIndexIsRefused() throws Exception {
        channel.write();
        syncAll();
        byte[] whole = Files.readAllBytes(temp.resolve("up/c/linux-64/repodata.json"));
        channel.subdir(LINUX)
                .rawRepodata(new String(whole, 0, whole.length - 3, StandardCharsets.UTF_8))
                .write();
        assertFailed(sync(), "the text is cut off");
        assertEquals(Set.of(A), published.names(LINUX));
    }

    @Test
    void anIndexThatIsGoneForAMomentComesBackAtOnce() throws Exception {
        channel.write();
        syncAll();
        upstream.inject(Fault.on(path -> path.startsWith("/c/linux-64/repodata"))
                .times(1)
                .status(404));
        assertFailed(sync(), "has no index any more, while 1 packages are published here");
        assertEquals(Set.of(A), published.names(LINUX));
        channel.subdir(LINUX).pkg("b", "1", "0").write();
        syncAll();
        assertEquals(Set.of(A, "b-1-0.conda"), published.names(LINUX), "a 404 of this kind is not remembered");
    }

    @Test
    void aServerErrorFailsTheSubdir() throws Exception {
        channel.write();
        syncAll();
        upstream.inject(
                Fault.on(path -> path.startsWith("/c/linux-64/repodata")).status(503));
        assertFailed(sync(), "503");
        assertEquals(Set.of(A), published.names(LINUX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../pkgs/linux", "../../pkgs/linux/", "/pkgs/linux"})
    void aRelativeBaseUrlIsFollowedAndDropped(String baseUrl) throws Exception {
        channel.subdir(LINUX).baseUrl(baseUrl).write();
        Path from = temp.resolve("up/c/linux-64").resolve(A);
        Files.createDirectories(temp.resolve("up/pkgs/linux"));
        Files.move(from, temp.resolve("up/pkgs/linux").resolve(A));
        syncAll();
        assertEquals(List.of("/c/noarch/n-1-0.conda", "/pkgs/linux/" + A), packageRequests());
        assertEquals(Map.of("subdir", LINUX), published.index(LINUX).get("info"));
        assertEquals(1L, published.index(LINUX).get("repodata_version"));
    }

    @Test
    void anAbsoluteBaseUrlLeadsToAnotherServer() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(temp.resolve("other")).start()) {
            channel.subdir(LINUX).baseUrl(other.uri("/pool").toString()).write();
            Files.createDirectories(temp.resolve("other/pool"));
            Files.move(
                    temp.resolve("up/c/linux-64").resolve(A),
                    temp.resolve("other/pool").resolve(A));
            syncAll();
            assertEquals(
                    List.of("/pool/" + A),
                    other.requests().stream().map(ReceivedRequest::rawPath).toList());
        }
        assertFalse(published.text(LINUX).contains("base_url"));
    }

    @Test
    void aBaseUrlThatIsNoneFailsTheSubdir() throws Exception {
        channel.subdir(LINUX).baseUrl("http://[broken").write();
        assertFailed(sync(), "base_url is not a URL");
    }

    @Test
    void packagesAreBesideTheIndexThatWasAskedForWhereverItWasRedirectedTo() throws Exception {
        channel.write();
        byte[] index = Files.readAllBytes(temp.resolve("up/c/linux-64/repodata.json"));
        upstream.put("/store/0a1b2c", index);
        upstream.inject(Fault.on("/c/linux-64/repodata.json").redirectTo("/store/0a1b2c"));
        syncAll();
        assertEquals(Set.of(A), published.names(LINUX));
    }

    @Test
    void anotherChannelsPackagesOfTheSameNameAreAnotherAccounts() throws Exception {
        channel.write();
        ChannelBuilder.at(temp.resolve("up/d")).subdir(LINUX).pkg("d", "1", "0").write();
        syncAll();
        client.sync(
                request(upstream.uri("/d/")).account(new AccountName("other")).build());
        assertEquals(Set.of(A), published.names(LINUX));
        assertTrue(storage.stat(StoragePath.of("conda", "other", LINUX, "d-1-0.conda"))
                .isPresent());
    }
}
