package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two channels in one account, of which the first supplies every package whose name it has. */
class ChannelPriorityTest extends SyncTestBase {

    private static final String WIN = "win-64";
    private static final String NOARCH = "noarch";

    private ChannelBuilder second;

    @BeforeEach
    void describe() throws Exception {
        second = ChannelBuilder.at(temp.resolve("up/d"));
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .subdir(NOARCH)
                .pkg("n", "1", "0")
                .subdir(WIN)
                .pkg("w", "1", "0")
                .write();
        second.subdir(LINUX)
                .pkg("a", "2", "0")
                .pkg("a-b", "1", "0")
                .pkg("n", "2", "0")
                .pkg("w", "2", "0")
                .subdir(NOARCH)
                .pkg("a", "2", "py")
                .pkg("other", "1", "py")
                .subdir(WIN)
                .pkg("a", "2", "w")
                .write();
    }

    private SyncRequest.Builder both() {
        return request(upstream.uri("/c/"), upstream.uri("/d/"))
                .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX), new Subdir(WIN))))
                .channelPriority(ChannelPriority.STRICT);
    }

    private MirrorReport strict() throws Exception {
        MirrorReport report = client.sync(both().build());
        published.assertTruthful();
        return report;
    }

    private static SubdirPlan of(MirrorPlan plan, String subdir) {
        return plan.subdirs().stream()
                .filter(each -> each.subdir().name().equals(subdir))
                .findFirst()
                .orElseThrow();
    }

    private String supplied(String path) {
        return "channel_priority: strict, the name comes from " + upstream.uri(path);
    }

    @Test
    void aNameComesFromTheFirstChannelThatHasItWhereAClientSeesIt() throws Exception {
        strict();
        assertEquals(Set.of("a-1-0.conda", "a-b-1-0.conda", "w-2-0.conda"), published.names(LINUX));
        assertEquals(Set.of("n-1-0.conda", "other-1-py.conda"), published.names(NOARCH));
        assertEquals(Set.of("a-2-w.conda", "w-1-0.conda"), published.names(WIN));
    }

    @Test
    void thePlanCountsWhatIsLeftOutByTheChannelThatSuppliesIt() throws Exception {
        MirrorPlan plan = client.plan(both().build());
        SubdirPlan linux = of(plan, LINUX);
        assertEquals(Map.of(supplied("/c/"), 2L), linux.rejected());
        assertEquals(5, linux.listed());
        assertEquals(3, linux.selected());
        assertEquals(Map.of(supplied("/c/"), 1L), of(plan, NOARCH).rejected());
        assertTrue(events.lines.contains("rejected a-2-py.conda " + supplied("/c/")), events.lines::toString);
    }

    @Test
    void explainTellsWhichChannelHasTheName() throws Exception {
        String lost = " out " + supplied("/c/") + " from " + upstream.uri("/d/");
        assertEquals(
                List.of(
                        "noarch/a-2-py.conda" + lost,
                        "linux-64/a-1-0.conda in - from " + upstream.uri("/c/"),
                        "linux-64/a-2-0.conda" + lost,
                        "win-64/a-2-w.conda in - from " + upstream.uri("/d/")),
                explained(both().build(), "a"));
        assertEquals(
                "linux-64/a-2-0.conda in - from " + upstream.uri("/d/"),
                explained(both().channelPriority(ChannelPriority.FLEXIBLE).build(), "a")
                        .get(2));
        upstream.inject(Fault.on("/c/noarch/repodata.json").times(20).status(503));
        ExplainReport unknown = client.explain(
                new ExplainRequest(both().build(), PackageQuery.parse("a"), Decision.ruleOut("not in platforms"), 10));
        assertEquals(List.of(new Subdir(NOARCH), new Subdir(LINUX), new Subdir(WIN)), unknown.unread());
    }

    private List<String> explained(SyncRequest mirror, String query) throws Exception {
        return client
                .explain(
                        new ExplainRequest(mirror, PackageQuery.parse(query), Decision.ruleOut("not in platforms"), 10))
                .packages()
                .stream()
                .map(found -> found.path() + (found.decision().isAccepted() ? " in " : " out ")
                        + found.because().reason().orElse("-") + " from "
                        + found.channel().orElseThrow())
                .toList();
    }

    @Test
    void aFileThatTheSupplierListsTooIsNotLeftOut() throws Exception {
        second.subdir(LINUX).pkg("a", "1", "0").write();
        assertEquals(
                Map.of(supplied("/c/"), 2L),
                of(client.plan(both().build()), LINUX).rejected());
        assertEquals(List.of(), strict().warnings());
    }

    @Test
    void aNameCountsThoughTheFiltersLeaveItsPackagesOut() throws Exception {
        PackageSelection selection = PackageSelection.builder()
                .add(
                        FilterStage.REMOVAL,
                        "no version 1",
                        (record, now) ->
                                record.version().equals("1") ? Decision.reject("version 1") : Decision.accept())
                .build();
        client.sync(both().packages(selection).build());
        assertEquals(Set.of("w-2-0.conda"), published.names(LINUX));
    }

    @Test
    void aRecordWithoutANameHasThatOfItsFile() throws Exception {
        channel.subdir(LINUX)
                .rawRepodata("{\"packages\":{},\"packages.conda\":{\"a-b-9-0.conda\":{\"size\":1}}}")
                .write();
        strict();
        assertTrue(!published.names(LINUX).contains("a-b-1-0.conda"));
    }

    @Test
    void whatBecomesAnotherChannelsIsHidden() throws Exception {
        client.sync(both().channelPriority(ChannelPriority.FLEXIBLE).build());
        assertTrue(published.names(LINUX).contains("a-2-0.conda"));
        strict();
        assertEquals(Set.of("a-1-0.conda", "a-b-1-0.conda", "w-2-0.conda"), published.names(LINUX));
        assertTrue(published.removed(LINUX).toString().contains("a-2-0.conda"));
        assertTrue(published.has(LINUX, "a-2-0.conda"));
    }

    @Test
    void whatBecomesAnotherChannelsIsKeptWhereThePolicySaysSo() throws Exception {
        client.sync(both().channelPriority(ChannelPriority.FLEXIBLE).build());
        client.sync(both().removedUpstream(RemovedUpstream.KEEP).build());
        assertTrue(published.names(LINUX).containsAll(Set.of("a-1-0.conda", "a-2-0.conda")));
    }

    @Test
    void aNewNameDecidesOnSubdirsWhoseOwnIndexIsAsItWas() throws Exception {
        strict();
        channel.subdir(WIN).pkg("other", "9", "w").write();
        strict();
        assertEquals(Set.of("n-1-0.conda"), published.names(NOARCH));
        upstream.clear();
        strict();
        assertTrue(
                upstream.requests().stream().allMatch(request -> request.status() == 304),
                upstream.requests()::toString);
    }

    @Test
    void aRunThatWasStoppedLeavesNoSubdirToTheOldNames() throws Exception {
        strict();
        channel.subdir(NOARCH).pkg("a-b", "9", "py").write();
        SyncRequest stopped = both().build();
        storage.watch(targets -> {
            if (targets.stream().anyMatch(target -> target.value().endsWith("noarch/CURRENT"))) {
                stopped.cancellation().cancel();
            }
        });
        assertThrows(MirrorCancelledException.class, () -> client.sync(stopped));
        storage.watch(targets -> {});
        assertTrue(published.names(LINUX).contains("a-b-1-0.conda"));
        strict();
        assertEquals(Set.of("a-1-0.conda", "w-2-0.conda"), published.names(LINUX));
    }

    @Test
    void whatTheFirstChannelHasMustBeKnownWhereItMatters() throws Exception {
        strict();
        channel.subdir(WIN)
                .pkg("other", "9", "w")
                .subdir(LINUX)
                .pkg("a", "3", "0")
                .write();
        upstream.inject(Fault.on("/c/win-64/repodata.json").times(2).status(500));
        MirrorReport report = strict();
        assertEquals(Outcome.FAILED, of(report, WIN).outcome());
        assertEquals(Outcome.FAILED, of(report, NOARCH).outcome());
        String reason = of(report, NOARCH).failure().orElseThrow();
        assertTrue(reason.startsWith("channel_priority is strict, and which names " + upstream.uri("/c/")), reason);
        assertTrue(reason.contains(" has in win-64 cannot be told: "), reason);
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
        assertTrue(published.names(LINUX).contains("a-3-0.conda"));
        strict();
        assertEquals(Set.of("n-1-0.conda"), published.names(NOARCH));
    }

    @Test
    void whatTheLastChannelHasMattersToNoOtherSubdir() throws Exception {
        upstream.inject(Fault.on("/d/win-64/repodata.json").times(2).status(500));
        MirrorReport report = strict();
        assertEquals(Outcome.FAILED, of(report, WIN).outcome());
        assertEquals(Outcome.PUBLISHED, of(report, NOARCH).outcome());
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
    }

    @Test
    void whatTheFirstChannelHasDoesNotMatterWhereItIsTheOnlyOne() throws Exception {
        second.subdir(NOARCH).drop("a-2-py.conda").drop("other-1-py.conda").write();
        Files.delete(temp.resolve("up/d/noarch/repodata.json"));
        upstream.inject(Fault.on("/c/win-64/repodata.json").times(2).status(500));
        MirrorReport report = strict();
        assertEquals(Outcome.FAILED, of(report, WIN).outcome());
        assertEquals(Outcome.PUBLISHED, of(report, NOARCH).outcome());
    }

    @Test
    void aDamagedIndexOfTheFirstChannelTellsNoNames() throws Exception {
        channel.subdir(NOARCH).rawRepodata("{\"packages\":{").write();
        MirrorReport report = strict();
        assertTrue(report.isTotalFailure(), report::toString);
        assertTrue(of(report, LINUX).failure().orElseThrow().contains("its index is damaged"), report::toString);
    }

    @Test
    void aRefusedIndexTellsNoNames() throws Exception {
        strict();
        channel.subdir(NOARCH).drop("n-1-0.conda").pkg("z", "1", "py").write();
        SyncRequest request = both().maxShrink(new MaxShrink(0, 0)).build();
        MirrorReport report = client.sync(request);
        assertEquals(Outcome.REFUSED, of(report, NOARCH).outcome());
        assertTrue(of(report, LINUX).failure().orElseThrow().contains(" has in noarch cannot be told: "));
        assertEquals(Set.of("a-1-0.conda", "a-b-1-0.conda", "w-2-0.conda"), published.names(LINUX));
        assertTrue(of(client.plan(request), LINUX).failure().isPresent());
        client.sync(both().shrink(ShrinkPolicy.ACCEPT).build());
        published.assertTruthful();
        assertTrue(published.names(LINUX).contains("n-2-0.conda"));
    }

    @Test
    void aNameThatTheFirstChannelListsInRevisionThreeIsItsOwnToo() throws Exception {
        channel.subdir(LINUX).pkg("a-b", "9", "0").listing(Listing.V3).write();
        strict();
        assertEquals(Set.of("a-1-0.conda", "w-2-0.conda"), published.names(LINUX));
        assertEquals(Set.of("a-b-9-0.conda"), published.revisedNames(LINUX));
    }

    @Test
    void whatAFurtherChannelListsInRevisionThreeIsLeftOutToo() throws Exception {
        second.subdir(LINUX)
                .pkg("a", "3", "0")
                .listing(Listing.V3)
                .pkg("a", "4", "0")
                .listing(Listing.BOTH)
                .pkg("new", "1", "0")
                .listing(Listing.V3)
                .write();
        assertEquals(
                Map.of(supplied("/c/"), 4L),
                of(client.plan(both().build()), LINUX).rejected());
        strict();
        assertEquals(Set.of("a-1-0.conda", "a-b-1-0.conda", "w-2-0.conda"), published.names(LINUX));
        assertEquals(Set.of("new-1-0.conda"), published.revisedNames(LINUX));
    }

    @Test
    void aChannelThatHasNothingIsMissing() {
        SyncRequest request =
                request(upstream.uri("/typo/"), upstream.uri("/d/")).build();
        MirrorException e = assertThrows(ChannelNotFoundException.class, () -> client.sync(request));
        assertTrue(String.valueOf(e.getMessage()).contains("/typo/"), e::getMessage);
        assertThrows(ChannelNotFoundException.class, () -> client.plan(request));
    }
}
