package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sync that follows a plan fetches what the plan names, whatever else upstream has by then. */
class FollowedPlanTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";
    private static final String C = "c-1-0.conda";
    private static final String D = "d-1-0.conda";
    private static final String GONE = "it is in the plan, and upstream no longer lists it";
    private static final String OTHER = "it is in the plan, and upstream now lists it with another checksum or size";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Path file;

    @BeforeEach
    void describe() throws Exception {
        file = temp.resolve("plan.json");
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .pkg("c", "1", "0")
                .write();
    }

    private void plan() throws MirrorException {
        client.plan(request().build(), file);
    }

    private MirrorReport follow() throws MirrorException, IOException {
        return follow(builder -> builder);
    }

    private MirrorReport follow(UnaryOperator<SyncRequest.Builder> change) throws MirrorException, IOException {
        MirrorReport report = sync(builder -> change.apply(builder.plan(file)));
        published.assertTruthful();
        return report;
    }

    private MadePackage upload(String name, String payload) throws IOException {
        return channel.subdir(LINUX)
                .pkg(name, "1", "0")
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .write()
                .get(LINUX, name + "-1-0.conda");
    }

    private static Map<String, String> failures(MirrorReport report) {
        assertEquals(report.failureCount(), report.failures().size());
        return report.failures().stream().collect(Collectors.toMap(PackageFailure::path, PackageFailure::reason));
    }

    @Test
    void aPlanIsFollowedWhereNothingHasChanged() throws Exception {
        plan();
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of(), report.warnings());
        assertEquals(4, report.downloaded());
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        upstream.clear();
        MirrorReport next = sync();
        assertEquals(0, next.downloaded());
        assertEquals(List.of(), packageRequests());
    }

    @Test
    void whatUpstreamChangedSinceIsToldAndNotFetched() throws Exception {
        plan();
        channel.subdir(LINUX).drop(B).pkg("d", "1", "0");
        upload("c", "another");
        MirrorReport report = follow();
        assertFalse(report.isComplete());
        assertEquals(Map.of("linux-64/" + B, GONE, "linux-64/" + C, OTHER), failures(report));
        assertWarned(report, "linux-64: 2 packages that are selected now are not in the plan and are left out");
        assertEquals(Set.of(A), published.names(LINUX));
        assertEquals(List.of("/c/linux-64/" + A, "/c/noarch/n-1-0.conda"), packageRequests());
        MirrorReport ordinary = syncAll();
        assertEquals(2, ordinary.downloaded());
        assertEquals(Set.of(A, C, D), published.names(LINUX));
    }

    @Test
    void theSamePlanAgainHasNothingToDo() throws Exception {
        plan();
        follow();
        upload("d", "new");
        follow();
        upstream.clear();
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(0, report.downloaded());
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        assertEquals(List.of(), packageRequests());
        assertEquals(1, syncAll().downloaded());
    }

    @Test
    void whatArrivedMeanwhileIsDoneEvenIfUpstreamHasWithdrawnIt() throws Exception {
        plan();
        syncAll();
        channel.subdir(LINUX).drop(B).write();
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(0, report.downloaded());
        assertEquals(Set.of(A, C), published.names(LINUX));
    }

    @Test
    void aReplacementThatIsPlannedIsMade() throws Exception {
        syncAll();
        MadePackage after = upload("a", "second");
        plan();
        upload("b", "second");
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertCounts(of(report, LINUX), 0, 1, 0);
        assertWarned(report, "1 packages that are selected now are not in the plan");
        assertArrayEquals(after.bytes(), published.bytes(LINUX, A));
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        MirrorReport ordinary = syncAll();
        assertCounts(of(ordinary, LINUX), 0, 1, 0);
    }

    @Test
    void aReplacementThatWasReplacedSinceIsNotMade() throws Exception {
        MadePackage before = upload("a", "first");
        syncAll();
        upload("a", "second");
        plan();
        upload("a", "third");
        MirrorReport report = follow();
        assertEquals(Map.of("linux-64/" + A, OTHER), failures(report));
        assertEquals(
                List.of(
                        "1 packages that are selected now are not in the plan and are left out; make a new plan, or sync"
                                + " without one, to have them"),
                report.warnings().stream().map(MirrorWarning::message).toList());
        assertArrayEquals(before.bytes(), published.bytes(LINUX, A));
        assertEquals(Set.of(A, B, C), published.names(LINUX));
    }

    @Test
    void aReplacementThatAPolicyForbidsByNowIsNotMade() throws Exception {
        syncAll();
        upload("a", "second");
        plan();
        MirrorReport report = follow(builder -> builder.replacedUpstream(ReplacedUpstream.KEEP));
        assertEquals(Set.of("linux-64/" + A), failures(report).keySet());
        assertEquals(0, report.downloaded());
    }

    @Test
    void whatIsPublishedFollowsUpstreamAsInAnySync() throws Exception {
        syncAll();
        plan();
        channel.subdir(LINUX).drop(B).pkg("a", "1", "0").field("hotfix", "yes").write();
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(Set.of(A, C), published.names(LINUX));
        assertEquals("yes", published.record(LINUX, A).get("hotfix"));
    }

    /** Selects until noon. */
    private static PackageSelection untilNoon() {
        return PackageSelection.builder()
                .add(
                        FilterStage.REMOVAL,
                        "until noon",
                        (record, now) -> now.isAfter(NOON) ? Decision.reject("late") : Decision.accept())
                .build();
    }

    @Test
    void whatIsPlannedIsFetchedAndListedAlsoIfItIsNotSelectedAnyMore() throws Exception {
        client.plan(request().packages(untilNoon()).build(), file);
        clock.advance(Duration.ofHours(1));
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        MirrorReport report = follow(builder -> builder.packages(untilNoon()));
        assertTrue(report.isComplete(), report::toString);
        assertEquals(4, report.downloaded());
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        sync(builder -> builder.packages(untilNoon()));
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        sync(builder -> builder.packages(untilNoon()).unmatched(UnmatchedPackages.HIDE));
        assertEquals(Set.of(), published.names(LINUX));
    }

    @Test
    void withOtherSettingsOnlyWhatTheySelectIsFetched() throws Exception {
        plan();
        PackageSelection withoutA = PackageSelection.builder()
                .add(
                        FilterStage.REMOVAL,
                        "no a",
                        (record, now) -> record.name().equals("a") ? Decision.reject("is a") : Decision.accept())
                .build();
        MirrorReport report = follow(builder -> builder.packages(withoutA));
        assertWarned(report, "the settings are not those that the plan of 2026-03-01T12:00:00Z was made with");
        assertEquals(
                Map.of("linux-64/" + A, "it is in the plan, and the settings of today do not select it"),
                failures(report));
        assertEquals(Set.of(B, C), published.names(LINUX));
    }

    @Test
    void whatThePlanNamesOfSubdirsThatAreGoneIsToldOf() throws Exception {
        plan();
        channel.dropSubdir(LINUX).write();
        MirrorReport gone = follow();
        assertEquals(3, gone.failureCount());
        assertEquals(
                "it is in the plan, and upstream has no linux-64",
                failures(gone).get("linux-64/" + A));
        MirrorReport other =
                sync(builder -> builder.plan(file).subdirs(SubdirSelection.some(List.of(new Subdir("win-64")))));
        assertEquals(
                "it is in the plan, and linux-64 is not mirrored",
                failures(other).get("linux-64/" + A));
        assertEquals(Set.of("n-1-0.conda"), published.names("noarch"));
    }

    @Test
    void aNoarchThatUpstreamHasNoMoreIsToldOf() throws Exception {
        channel.subdir("noarch").drop("n-1-0.conda").write();
        syncAll();
        channel.subdir("noarch").pkg("n", "1", "0").write();
        plan();
        channel.dropSubdir("noarch").write();
        MirrorReport report = follow();
        assertEquals(Map.of("noarch/n-1-0.conda", GONE), failures(report));
    }

    @Test
    void aPackageThatFailedIsTriedAgainByTheSamePlan() throws Exception {
        plan();
        upstream.inject(Fault.on("/c/linux-64/" + B).times(1).status(404));
        assertEquals(1, follow().failureCount());
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(1, report.downloaded());
        assertEquals(Set.of(A, B, C), published.names(LINUX));
    }

    @Test
    void aRunThatWasKilledIsGoneOnWith() throws Exception {
        plan();
        breakOffBeforeTheIndexOf(LINUX);
        assertThrows(StorageException.class, () -> sync(builder -> builder.plan(file)));
        storage.guard(targets -> {});
        published.assertTruthful();
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        upstream.clear();
        MirrorReport report = follow();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of(), packageRequests());
        assertEquals(Set.of(A, B, C), published.names(LINUX));
    }

    private void breakOffBeforeTheIndexOf(String subdir) {
        storage.guard(targets -> {
            if (targets.contains(published.path(subdir, "repodata.json"))) {
                throw new IOException("cut");
            }
        });
    }

    @Test
    void whatAKilledRunLeftIsListedOnlyIfItIsWhatItSaysItIs() throws Exception {
        breakOffBeforeTheIndexOf(LINUX);
        assertThrows(StorageException.class, this::sync);
        storage.guard(targets -> {});
        clock.advance(Duration.ofMinutes(1));
        Path stored = root().resolve("conda/anaconda/linux-64").resolve(A);
        Files.delete(stored);
        Files.writeString(stored, "something else");
        channel.subdir(LINUX).drop(A).write();
        plan();
        channel.subdir(LINUX).pkg("a", "1", "0");
        upload("b", "second");
        upstream.clear();
        MirrorReport report = follow();
        assertEquals(List.of(), packageRequests());
        assertFalse(published.names(LINUX).contains(A), report::toString);
        syncAll();
        assertEquals(Set.of(A, B, C), published.names(LINUX));
    }

    @Test
    void aDryRunOfAPlanTellsWhatItWouldDo() throws Exception {
        plan();
        channel.subdir(LINUX).drop(B).pkg("d", "1", "0").write();
        MirrorPlan plan = client.plan(request().plan(file).build());
        assertEquals(3, plan.toFetch());
        assertWarned(plan.warnings(), "1 packages that are selected now are not in the plan");
        assertWarned(plan.warnings(), "1 packages cannot be had: " + B + ": " + GONE);
        assertEquals(1, plan.unavailable());
        assertFalse(plan.isComplete());
        assertFalse(Files.exists(root().resolve("conda")));
    }

    @Test
    void aDryRunCountsWhatIsPlannedOfASubdirThatIsGone() throws Exception {
        plan();
        channel.dropSubdir(LINUX).write();
        MirrorPlan plan = client.plan(request().plan(file).build());
        assertEquals(1, plan.toFetch());
        assertEquals(3, plan.unavailable());
        assertEquals(
                List.of("noarch", LINUX),
                plan.subdirs().stream().map(each -> each.subdir().name()).toList());
        assertFalse(plan.isComplete());
    }
}
