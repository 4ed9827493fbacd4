package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.spi.Decision;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An index is offered in several forms, of which some may be forgotten, a page, or anything else. */
class IndexFormsTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";
    private static final byte[] PAGE =
            "\n <!DOCTYPE html><html><body>Please log in</body></html>".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @BeforeEach
    void describe() {
        channel.subdir(LINUX).pkg("a", "1", "0");
    }

    private Path index(IndexFile form) {
        return temp.resolve("up/c/linux-64").resolve(form.fileName());
    }

    private void setTime(IndexFile form, Duration ago) throws IOException {
        Files.setLastModifiedTime(index(form), FileTime.from(NOW.minus(ago)));
    }

    private List<String> indexRequests() {
        return upstream.requests().stream()
                .filter(request -> request.rawPath().startsWith("/c/linux-64/repodata.json"))
                .map(request -> request.method() + " " + request.rawPath().substring("/c/linux-64/repodata.".length())
                        + " " + request.status())
                .toList();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPageIsPassedOverForAnotherForm(boolean compressed) throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST, IndexFile.BZ2).write();
        byte[] page = compressed ? gzip(PAGE) : PAGE;
        upstream.put("/c/linux-64/repodata.json.zst", page);
        MirrorReport report = syncAll();
        assertEquals(Set.of(A), published.names(LINUX));
        assertWarned(
                report,
                "repodata.json.zst: the server sent a page instead of an index, \"<!DOCTYPE html><html><body>Please log in"
                        + "</body></html>\"; the index is asked for in another form");
        upstream.put("/c/linux-64/repodata.json.bz2", page);
        channel.subdir(LINUX).pkg("b", "1", "0").write();
        syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX));
    }

    @Test
    void wherePagesAreAllThereIsTheSubdirStays() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        syncAll();
        upstream.put("/c/linux-64/repodata.json.zst", PAGE);
        upstream.put("/c/linux-64/repodata.json", PAGE);
        MirrorReport report = sync();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertTrue(of(report, LINUX).failure().orElseThrow().contains("sent a page instead"), report::toString);
        assertEquals(Set.of(A), published.names(LINUX));
        upstream.remove("/c/linux-64/repodata.json");
        assertEquals(Outcome.FAILED, of(sync(), LINUX).outcome(), "a page is no absence");
        published.assertTruthful();
    }

    /** What may become of a file on its way. */
    private enum Damage {
        CUT,
        FLIPPED,
        NO_JSON;

        byte[] of(byte[] whole) {
            return switch (this) {
                case CUT -> Arrays.copyOf(whole, whole.length - 30);
                case FLIPPED -> {
                    byte[] flipped = whole.clone();
                    flipped[whole.length / 2] ^= (byte) 0xff;
                    yield flipped;
                }
                case NO_JSON -> Zstd.compress("{\"packages.conda\": {".getBytes(StandardCharsets.UTF_8));
            };
        }
    }

    private void damage(IndexFile form, Damage damage) throws IOException {
        Instant time = Files.getLastModifiedTime(index(form)).toInstant();
        upstream.put("/c/linux-64/" + form.fileName(), damage.of(Files.readAllBytes(index(form))), time);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedFormIsPassedOverForAnother(Damage damage) throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST, IndexFile.BZ2).write();
        damage(IndexFile.ZST, damage);
        upstream.clear();
        MirrorReport report = syncAll();
        assertEquals(Set.of(A), published.names(LINUX));
        assertEquals(1, report.warnings().size(), report::toString);
        assertWarned(report, "/c/linux-64/repodata.json.zst: ");
        assertWarned(report, "; the index is asked for in another form");
        assertEquals(
                List.of("GET json.zst 200", "GET json.bz2 200"),
                indexRequests().stream().filter(line -> line.startsWith("GET")).toList());

        channel.subdir(LINUX).pkg("b", "1", "0").write();
        damage(IndexFile.ZST, damage);
        damage(IndexFile.BZ2, Damage.CUT);
        MirrorPlan plan = client.plan(request().build());
        assertEquals(1, plan.subdirs().get(1).toFetch());
        assertWarned(plan.warnings(), "/c/linux-64/repodata.json.zst: ");
        assertWarned(plan.warnings(), "/c/linux-64/repodata.json.bz2: it cannot be decompressed");
        syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX));

        channel.subdir(LINUX).pkg("c", "1", "0").write();
        upstream.put("/c/linux-64/repodata.json.zst", Files.readAllBytes(index(IndexFile.ZST)));
        assertEquals(List.of(), syncAll().warnings(), "it is whole again");
        assertEquals(Set.of(A, B, "c-1-0.conda"), published.names(LINUX));
    }

    @ParameterizedTest
    @EnumSource
    void whereEveryFormIsDamagedTheSubdirStays(Damage damage) throws Exception {
        channel.subdir("noarch").pkg("m", "1", "0");
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        syncAll();
        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .subdir("noarch")
                .pkg("n", "1", "0")
                .write();
        damage(IndexFile.ZST, damage);
        upstream.put("/c/linux-64/repodata.json", "{\"packages.conda\": {".getBytes(StandardCharsets.UTF_8));
        MirrorReport report = sync();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertEquals(Outcome.PUBLISHED, of(report, "noarch").outcome());
        assertEquals(Set.of(A), published.names(LINUX));
        upstream.remove("/c/linux-64/repodata.json");
        report = sync();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertTrue(of(report, LINUX).failure().orElseThrow().contains("/c/linux-64/repodata.json.zst"));
        assertTrue(client.plan(request().build()).subdirs().get(1).failure().isPresent());
        assertEquals(Set.of(A), published.names(LINUX));
        published.assertTruthful();
    }

    @Test
    void aFormThatIsOlderThanWhatWasTakenIsNotTakenForADamagedOne() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        byte[] old = Files.readAllBytes(index(IndexFile.JSON));
        channel.subdir(LINUX).pkg("b", "1", "0").write();
        setTime(IndexFile.ZST, Duration.ofHours(2));
        upstream.put("/c/linux-64/repodata.json", old, NOW.minus(Duration.ofHours(3)));
        syncAll();
        damage(IndexFile.ZST, Damage.CUT);
        MirrorReport report = sync();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertWarned(
                report, "/c/linux-64/repodata.json: it is of 2026-01-31T21:00:00Z, older than what was taken last");
        assertEquals(Set.of(A, B), published.names(LINUX));
        sync(builder -> builder.shrink(ShrinkPolicy.ACCEPT));
        assertEquals(Set.of(A), published.names(LINUX));
    }

    @ParameterizedTest
    @EnumSource(ChannelPriority.class)
    void ofSeveralChannelsEachHasItsForms(ChannelPriority priority) throws Exception {
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        second.subdir(LINUX).pkg("a", "2", "0").pkg("b", "1", "0").write();
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        damage(IndexFile.ZST, Damage.CUT);
        SyncRequest both = request(upstream.uri("/c/"), upstream.uri("/d/"))
                .channelPriority(priority)
                .build();
        MirrorReport report = client.sync(both);
        assertTrue(report.isComplete(), report::toString);
        assertWarned(report, "/c/linux-64/repodata.json.zst: it cannot be decompressed");
        Set<String> all = priority == ChannelPriority.STRICT ? Set.of(A, B) : Set.of(A, "a-2-0.conda", B);
        assertEquals(all, published.names(LINUX));
        published.assertTruthful();
        assertEquals(1, upstream.requests("/c/linux-64/repodata.json.zst").size());
        assertEquals(List.of("GET json.zst 200", "HEAD json 304", "GET json.bz2 404", "GET json 200"), indexRequests());
    }

    @Test
    void theExplanationReadsAnotherFormToo() throws Exception {
        // Much of it can be read before the damage shows.
        for (int i = 0; i < 299; i++) {
            channel.subdir(LINUX).pkg("a", "2", String.valueOf(i)).field("summary", "x" + i + "y".repeat(1000));
        }
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        damage(IndexFile.ZST, Damage.CUT);
        ExplainReport report = client.explain(new ExplainRequest(
                request().build(), PackageQuery.parse("a"), Decision.ruleOut("not in platforms"), 10));
        assertEquals(10, report.packages().size());
        assertEquals(290, report.further());
        assertEquals(List.of(), report.unread());
        assertWarned(report.warnings(), "/c/linux-64/repodata.json.zst: it cannot be decompressed");
    }

    @Test
    void somethingElseIsPassedOverToo() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        upstream.put("/c/linux-64/repodata.json.zst", "Not Found\u0007\n".getBytes(StandardCharsets.UTF_8));
        assertWarned(syncAll(), "the server sent something else instead of an index, \"Not Found \"");
        upstream.put("/c/linux-64/repodata.json.zst", new byte[0]);
        channel.subdir(LINUX).pkg("b", "1", "0").write();
        assertWarned(syncAll(), "instead of an index, \"\"");
        assertEquals(Set.of(A, B), published.names(LINUX));
    }

    @Test
    void whatAProxyCompressedOrDecompressedIsRead() throws Exception {
        channel.write();
        byte[] json = Files.readAllBytes(index(IndexFile.JSON));
        upstream.put("/c/linux-64/repodata.json", gzip(json));
        syncAll();
        assertEquals(Set.of(A), published.names(LINUX));

        channel.subdir(LINUX).pkg("b", "1", "0").write();
        byte[] two = Files.readAllBytes(index(IndexFile.JSON));
        clock.advance(Duration.ofDays(1));
        upstream.put("/c/linux-64/repodata.json.zst", two);
        syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX), "the text itself under the name of the compressed form");

        upstream.put("/c/linux-64/repodata.json.zst", gzip(Zstd.compress(json)));
        syncAll();
        assertEquals(Set.of(A), published.names(LINUX), "compressed twice");
    }

    @Test
    void aForgottenFormIsPassedOverUntilItIsRemembered() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        channel.indexes(IndexFile.JSON).subdir(LINUX).pkg("b", "1", "0");
        byte[] forgotten = Files.readAllBytes(index(IndexFile.ZST));
        channel.write();
        Files.write(index(IndexFile.ZST), forgotten);
        setTime(IndexFile.ZST, Duration.ofHours(3));
        setTime(IndexFile.JSON, Duration.ofHours(2));
        MirrorReport report = syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertWarned(
                report,
                "/c/linux-64/repodata.json.zst: it is of 2026-01-31T21:00:00Z, older than "
                        + upstream.uri("/c/linux-64/repodata.json") + " of 2026-01-31T22:00:00Z");
        assertEquals(List.of("GET json.zst 200", "HEAD json 200", "GET json 200"), indexRequests());

        upstream.clear();
        MirrorReport next = syncAll();
        assertEquals(Outcome.UNCHANGED, of(next, LINUX).outcome());
        assertWarned(next, "it seems to have been forgotten upstream");
        assertEquals(
                List.of("HEAD json.zst 200", "HEAD json.bz2 404", "GET json 304"),
                indexRequests().stream().distinct().toList());

        channel.indexes(IndexFile.JSON, IndexFile.ZST)
                .subdir(LINUX)
                .pkg("c", "1", "0")
                .write();
        setTime(IndexFile.ZST, Duration.ofHours(1));
        setTime(IndexFile.JSON, Duration.ofHours(1));
        upstream.clear();
        MirrorReport last = syncAll();
        assertEquals(Set.of(A, B, "c-1-0.conda"), published.names(LINUX));
        assertEquals(List.of(), last.warnings());
        assertEquals(List.of("HEAD json.zst 200", "GET json.zst 200", "HEAD json 304"), indexRequests());
    }

    @Test
    void aFormThatIsForgottenLaterIsNoticed() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        setTime(IndexFile.ZST, Duration.ofHours(3));
        setTime(IndexFile.JSON, Duration.ofHours(3));
        syncAll();
        byte[] forgotten = Files.readAllBytes(index(IndexFile.ZST));
        channel.indexes(IndexFile.JSON).subdir(LINUX).pkg("b", "1", "0").write();
        Files.write(index(IndexFile.ZST), forgotten);
        setTime(IndexFile.ZST, Duration.ofHours(3));
        setTime(IndexFile.JSON, Duration.ofHours(2));
        assertWarned(syncAll(), "it seems to have been forgotten upstream");
        assertEquals(Set.of(A, B), published.names(LINUX));
    }

    @Test
    void minutesBetweenTheFormsAreNothing() throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        setTime(IndexFile.ZST, Duration.ofMinutes(9));
        setTime(IndexFile.JSON, Duration.ZERO);
        assertEquals(List.of(), syncAll().warnings());
        assertEquals(List.of("GET json.zst 200", "HEAD json 200"), indexRequests());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 500, 503})
    void whatCannotBeLookedAtIsNotMissed(int status) throws Exception {
        channel.indexes(IndexFile.JSON, IndexFile.ZST).write();
        upstream.inject(Fault.on("/c/linux-64/repodata.json").status(status));
        assertEquals(List.of(), syncAll().warnings());
        assertEquals(List.of("GET json.zst 200", "HEAD json " + status), indexRequests(), "and not asked again");
    }

    @ParameterizedTest
    @EnumSource(
            value = IndexFile.class,
            names = {"ZST", "BZ2"})
    void anIndexThatInflatesWithoutEndFailsItsSubdir(IndexFile form) throws Exception {
        channel.indexes(form).write();
        syncAll();
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out =
                form == IndexFile.ZST ? new ZstdOutputStreamNoFinalizer(bomb) : new BZip2CompressorOutputStream(bomb)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 70; i++) {
                out.write(blanks);
            }
            out.write("{}".getBytes(StandardCharsets.US_ASCII));
        }
        Files.write(index(form), bomb.toByteArray());
        setTime(form, Duration.ofDays(-3650));
        MirrorReport report = sync();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertTrue(
                of(report, LINUX)
                        .failure()
                        .orElseThrow()
                        .contains("it has more than 67108864 bytes when it is decompressed"),
                report::toString);
        assertEquals(Set.of(A), published.names(LINUX));
    }

    private static String withField(String json) {
        return "{\"packages\":{\"x-1-0.tar.bz2\":{\"x\":" + json + "}}}";
    }

    @Test
    void aValueWithoutEndFailsItsSubdir() throws Exception {
        channel.write();
        syncAll();
        channel.subdir(LINUX)
                .rawRepodata(withField("\"" + "x".repeat(17 << 20) + "\""))
                .write();
        MirrorReport large = sync();
        assertEquals(Outcome.FAILED, of(large, LINUX).outcome());
        assertTrue(of(large, LINUX).failure().orElseThrow().contains("more than 16777216 bytes"), large::toString);
        channel.subdir(LINUX)
                .rawRepodata(withField("[".repeat(100) + "]".repeat(100)))
                .write();
        MirrorReport deep = sync();
        assertTrue(of(deep, LINUX).failure().orElseThrow().contains("nested more than 64 deep"), deep::toString);
        assertEquals(Set.of(A), published.names(LINUX));
    }

    private MirrorReport syncWhile(Runnable change) throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("gone", "1", "0")
                .write();
        // By the time that noarch is published, every index is here.
        storage.watch(targets -> change.run());
        return sync();
    }

    private void moveOn() {
        try {
            channel.subdir(LINUX).drop("gone-1-0.conda").pkg("b", "1", "0").write();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aChangeOfTheIndexInTheMiddleOfARunIsSaid() throws Exception {
        boolean[] moved = new boolean[1];
        MirrorReport report = syncWhile(() -> {
            if (!moved[0]) {
                moved[0] = true;
                moveOn();
            }
        });
        assertEquals(1, report.failureCount());
        assertEquals(Set.of(A), published.names(LINUX));
        assertWarned(
                report,
                "linux-64: upstream changed " + upstream.uri("/c/linux-64/repodata.json")
                        + " while its packages were fetched; 1 could not be had as it listed them");
        storage.watch(targets -> {});
        assertEquals(List.of(), syncAll().warnings());
        assertEquals(Set.of(A, B), published.names(LINUX));
    }

    @Test
    void aPackageThatIsMissingWithoutAChangeIsOnlyMissing() throws Exception {
        upstream.remove("/c/linux-64/gone-1-0.conda");
        MirrorReport report = syncWhile(() -> {});
        assertEquals(1, report.failureCount());
        assertEquals(List.of(), report.warnings());
    }
}
