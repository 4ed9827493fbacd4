package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.JsonStyle;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that {@code v3} lists (CEP 48). */
class RevisionThreeTest extends SyncTestBase {

    private static final Instant OLD = Instant.ofEpochMilli(1_700_000_000_001L);
    private static final Instant NEW = Instant.ofEpochMilli(1_700_000_000_999L);
    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.tar.bz2";
    private static final String C = "c-1-0.conda";

    /** One package of each kind, and one in both places. */
    private MadeChannel describe() throws Exception {
        return channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .listing(Listing.V3)
                .indexed(OLD)
                .field("extra_depends", Map.of("x", List.of("y[version=\"1\"]")))
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .listing(Listing.V3)
                .indexed(NEW)
                .pkg("c", "1", "0")
                .listing(Listing.BOTH)
                .pkg("d", "1", "0")
                .write();
    }

    private Map<String, ?> upstreamIndex() throws Exception {
        return org.channelmirror.tests.channel.JsonTree.object(
                Files.readAllBytes(temp.resolve("up/c/linux-64/repodata.json")));
    }

    private Map<?, ?> counts() throws Exception {
        Map<?, ?> info = (Map<?, ?>) published.index(LINUX).get("info");
        return (Map<?, ?>) ((Map<?, ?>) info.get("repodata_revisions")).get("v3");
    }

    private static PackageSelection without(String... names) {
        return PackageSelection.builder()
                .add(
                        FilterStage.REMOVAL,
                        "without " + List.of(names),
                        (record, now) -> List.of(names).contains(record.name())
                                ? Decision.reject("it is one of them")
                                : Decision.accept())
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsListedThereIsMirroredThere(JsonStyle style) throws Exception {
        channel.style(style);
        MadeChannel made = describe();
        MirrorReport report = syncAll();
        assertEquals(upstreamIndex(), published.index(LINUX));
        made.packages()
                .forEach(pkg -> assertTrue(published.hasBytes(LINUX, pkg.fileName(), pkg.bytes()), pkg::toString));
        assertEquals(4, report.downloaded(), "what is listed twice is fetched once");
        assertEquals(4, of(report, LINUX).published());
        assertCounts(of(report, LINUX), 4, 0, 0);
        assertEquals(List.of(), report.warnings());
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
        upstream.clear();
        assertEquals(4, reset().adopted());
        assertEquals(List.of(), packageRequests());
        assertEquals(upstreamIndex(), published.index(LINUX));
    }

    @Test
    void whatIsCountedIsWhatIsListed() throws Exception {
        describe();
        sync(builder -> builder.packages(without("b", "c")));
        assertEquals(Set.of(A), published.revisedNames(LINUX));
        assertEquals(Set.of("d-1-0.conda"), published.names(LINUX));
        assertEquals(
                Map.of(
                        "message",
                        "read v3",
                        "n_packages",
                        1L,
                        "oldest",
                        OLD.toEpochMilli(),
                        "newest",
                        OLD.toEpochMilli()),
                counts());
        sync(builder -> builder.packages(without("a", "b")).unmatched(UnmatchedPackages.HIDE));
        assertEquals(Set.of(C), published.revisedNames(LINUX));
        assertEquals(Map.of("message", "read v3", "n_packages", 1L), counts(), "no record says when");
        sync(builder -> builder.packages(without("a", "b", "c")).unmatched(UnmatchedPackages.HIDE));
        assertEquals(Map.of("message", "read v3", "n_packages", 0L), counts());
        assertEquals(
                Map.of("conda", Map.of(), "tar.bz2", Map.of()),
                published.index(LINUX).get("v3"));
        published.assertTruthful();
    }

    @Test
    void listsOfRevisionsAreCountedToo() throws Exception {
        describe();
        channel.subdir(LINUX)
                .info(
                        "repodata_revisions",
                        List.of(
                                Map.of("n_packages", 9, "revision", 3, "newest", 1, "x", "y"),
                                Map.of("n_packages", 9, "revision", 4)))
                .write();
        sync(builder -> builder.packages(without("b")));
        Map<?, ?> info = (Map<?, ?>) published.index(LINUX).get("info");
        assertEquals(
                List.of(Map.of("n_packages", 2L, "revision", 3L, "newest", OLD.toEpochMilli(), "x", "y")),
                info.get("repodata_revisions"));
    }

    @Test
    void whatIsNotSaidOfARevisionIsNotMadeUp() throws Exception {
        describe();
        RawJson nothing = new RawJson("{\"v3\":{\"message\":\"\\u00e4\",\"n_packages\":null,\"x\":1.50}}");
        channel.subdir(LINUX).info("repodata_revisions", nothing).write();
        syncAll();
        assertTrue(published.text(LINUX).contains("\"repodata_revisions\":" + nothing.text()), published.text(LINUX));
    }

    @Test
    void filtersSeeWhatIsListedThere() throws Exception {
        describe();
        List<String> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        sync(builder -> builder.packages(PackageSelection.builder()
                .add(FilterStage.LIMIT, "all", (record, now) -> {
                    seen.add(record.file() + " " + record.name() + " "
                            + record.size().isPresent());
                    return Decision.accept();
                })
                .build()));
        assertEquals(
                Set.of(A + " a true", B + " b true", C + " c true", "d-1-0.conda d true"),
                seen.stream().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void aPackageMovesBetweenTheListsWithoutADownload(Listing to) throws Exception {
        for (Listing from : Listing.values()) {
            channel.subdir(LINUX)
                    .pkg("a", "1", "0")
                    .listing(from)
                    .pkg("d", "1", "0")
                    .write();
            syncAll();
            upstream.clear();
            channel.subdir(LINUX).pkg("a", "1", "0").listing(to).write();
            for (RemovedUpstream policy : List.of(RemovedUpstream.KEEP, RemovedUpstream.HIDE)) {
                MirrorReport report = sync(builder -> builder.removedUpstream(policy));
                assertEquals(to != Listing.V3, published.names(LINUX).contains(A), from + " " + policy);
                assertEquals(
                        to != Listing.PACKAGES, published.revisedNames(LINUX).contains(A), from + " " + policy);
                assertEquals("[]", published.removed(LINUX));
                assertEquals(0, report.downloaded());
                assertCounts(of(report, LINUX), 0, 0, 0);
                published.assertTruthful();
            }
            assertEquals(List.of(), packageRequests());
        }
    }

    @Test
    void whatIsGoneUpstreamIsHiddenOrKept() throws Exception {
        describe();
        syncAll();
        channel.subdir(LINUX).drop(A).drop(C).write();
        MirrorReport kept = sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(Set.of(A, B, C), published.revisedNames(LINUX));
        assertEquals(Set.of(C, "d-1-0.conda"), published.names(LINUX));
        assertEquals(3L, counts().get("n_packages"));
        assertEquals(OLD.toEpochMilli(), counts().get("oldest"));
        assertCounts(of(kept, LINUX), 0, 0, 0);
        published.assertTruthful();
        channel.subdir(LINUX).pkg("e", "1", "0").write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(Set.of(A, B, C), published.revisedNames(LINUX), "through a second publication");
        published.assertTruthful();

        MirrorReport hidden = syncAll();
        assertEquals(Set.of(B), published.revisedNames(LINUX));
        assertEquals("[" + A + ", " + C + "]", published.removed(LINUX));
        assertCounts(of(hidden, LINUX), 0, 0, 2);
        assertEquals(1L, counts().get("n_packages"));
        assertEquals(NEW.toEpochMilli(), counts().get("oldest"));
    }

    @Test
    void theRevisionAsAWholeCanGo() throws Exception {
        describe();
        syncAll();
        channel.subdir(LINUX).drop(A).drop(B).drop(C).write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(Set.of(A, B, C), published.revisedNames(LINUX), "kept though upstream has no v3");
        syncAll();
        assertFalse(published.index(LINUX).containsKey("v3"));
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    @ParameterizedTest
    @EnumSource
    void anotherUploadIsFollowed(Listing listing) throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .listing(listing)
                .pkg("b", "1", "0")
                .listing(Listing.BOTH)
                .indexed(OLD)
                .write();
        syncAll();
        var again = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .listing(listing)
                .payload(new byte[] {1})
                .write()
                .get(LINUX, A);
        List<String> during = new ArrayList<>();
        storage.watch(targets ->
                targets.stream().filter(target -> target.value().endsWith(A)).forEach(target -> during.add(lists())));
        MirrorReport report = syncAll();
        assertArrayEquals(again.bytes(), published.bytes(LINUX, A));
        assertEquals(listing != Listing.V3, published.names(LINUX).contains(A));
        assertEquals(listing != Listing.PACKAGES, published.revisedNames(LINUX).contains(A));
        assertCounts(of(report, LINUX), 0, 1, 0);
        assertEquals(List.of("[b-1-0.conda] [b-1-0.conda] 1"), during, "withdrawn while it changes");
    }

    private String lists() {
        try {
            return published.names(LINUX) + " " + published.revisedNames(LINUX) + " " + counts().get("n_packages");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoRecordsWithDifferentBytesAreOneTooMany() throws Exception {
        var a = channel.subdir(LINUX).pkg("a", "1", "0").write().get(LINUX, A);
        RawJson other = new RawJson("{\"sha256\":\"" + "0".repeat(64) + "\",\"size\":" + a.size() + "}");
        channel.subdir(LINUX)
                .topLevel("v3", Map.of("conda", Map.of("a-1-0", other)))
                .write();
        MirrorReport report = syncAll();
        assertEquals(Set.of(A), published.names(LINUX));
        assertEquals(Set.of(), published.revisedNames(LINUX));
        assertWarned(report, "1 packages are listed in \"v3\" with other bytes than elsewhere in the same index");
    }

    @Test
    void otherExtensionsAndRevisionsAreLeftOutAndCounted() throws Exception {
        describe();
        String text = Files.readString(temp.resolve("up/c/linux-64/repodata.json"));
        String more = text.replace(
                "\"v3\":{", "\"v4\":{\"conda\":{\"x-1-0\":{}}},\"v3\":{\"whl\":{\"w-1-0\":{},\"w-2-0\":{}},");
        channel.subdir(LINUX).rawRepodata(more).write();
        MirrorReport report = syncAll();
        Map<String, ?> index = published.index(LINUX);
        assertEquals(Set.of("conda", "tar.bz2"), ((Map<?, ?>) index.get("v3")).keySet());
        assertFalse(index.containsKey("v4"));
        assertWarned(report, "linux-64: upstream's \"v3.whl\" with 2 members is not carried into the mirror's index");
        assertWarned(report, "linux-64: upstream's \"v4\" with 1 members is not carried");
        assertEquals(3L, counts().get("n_packages"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"x\"", "[]", "1"})
    void whatIsNoRevisionIsLeftOut(String value) throws Exception {
        channel.subdir(LINUX)
                .topLevel("v3", new RawJson(value))
                .pkg("a", "1", "0")
                .write();
        MirrorReport report = syncAll();
        assertFalse(published.index(LINUX).containsKey("v3"));
        assertWarned(report, "\"v3\" is not carried");
    }

    @Test
    void aKilledRunsIndexIsReadBack() throws Exception {
        describe();
        syncAll();
        String before = published.text(LINUX);
        Path state = root().resolve(".mirror/state/anaconda/linux-64/CURRENT");
        Files.delete(state);
        upstream.clear();
        MirrorReport report = syncAll();
        assertEquals(List.of(), packageRequests());
        assertEquals(4, report.adopted());
        assertEquals(before, published.text(LINUX));
        Files.writeString(root().resolve("conda/anaconda/linux-64/repodata.json"), before + " \n");
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        channel.subdir(LINUX).drop(A).write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(Set.of(A, B, C), published.revisedNames(LINUX));
        published.assertTruthful();
    }
}
