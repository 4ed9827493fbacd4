package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.MadePackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was published and is no longer listed upstream, or no longer selected. */
@ParameterizedClass
@EnumSource
class RetainedTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";

    private MadePackage b;

    RetainedTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void mirror() throws Exception {
        b = channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write().get(LINUX, B);
        syncAll();
        upstream.clear();
    }

    private static PackageSelection without(String name) {
        return PackageSelection.builder()
                .add(
                        FilterStage.REMOVAL,
                        "without " + name,
                        (record, now) ->
                                record.name().equals(name) ? Decision.reject("it is " + name) : Decision.accept())
                .build();
    }

    private MirrorReport sync(UnmatchedPackages policy) throws MirrorException {
        return sync(builder -> builder.packages(without("b")).unmatched(policy));
    }

    @Test
    void whatUpstreamDeletesIsHiddenAndItsFileStays() throws Exception {
        channel.subdir(LINUX).drop(B).write();
        MirrorReport report = syncAll();
        assertEquals(Set.of(A), published.names(LINUX));
        assertEquals("[" + B + "]", published.removed(LINUX));
        assertArrayEquals(b.bytes(), published.bytes(LINUX, B));
        assertCounts(of(report, LINUX), 0, 0, 1);

        MirrorReport next = syncAll();
        assertEquals(Outcome.UNCHANGED, of(next, LINUX).outcome());
        assertEquals("[" + B + "]", published.removed(LINUX));
    }

    @Test
    void whatIsListedAgainComesBackWithoutADownload() throws Exception {
        channel.subdir(LINUX).drop(B).write();
        syncAll();
        channel.subdir(LINUX).pkg("b", "1", "0").write();
        MirrorReport report = syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals("[]", published.removed(LINUX));
        assertCounts(of(report, LINUX), 1, 0, 0);
        assertEquals(0, report.downloaded());
        assertEquals(List.of(), packageRequests());
    }

    @Test
    void aHiddenFileThatWasLostIsFetchedWhenItIsListedAgain() throws Exception {
        channel.subdir(LINUX).drop(B).write();
        syncAll();
        storage.delete(List.of(published.path(LINUX, B)));
        channel.subdir(LINUX).pkg("b", "1", "0").write();
        MirrorReport report = syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals(1, report.downloaded());
    }

    @Test
    void theKeepPolicyKeepsTheLastRecord() throws Exception {
        channel.subdir(LINUX).pkg("b", "1", "0").field("hotfix", 1).write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        channel.subdir(LINUX).drop(B).write();
        MirrorReport report = sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertCounts(of(report, LINUX), 0, 0, 0);
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals(1L, published.record(LINUX, B).get("hotfix"));
        assertEquals("[]", published.removed(LINUX));
        channel.subdir(LINUX).pkg("c", "1", "0").write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(1L, published.record(LINUX, B).get("hotfix"), "through a second publication");
        published.assertTruthful();

        sync(builder -> builder.removedUpstream(RemovedUpstream.HIDE));
        assertEquals("[" + B + "]", published.removed(LINUX), "after a change of the policy");
    }

    @Test
    void aFilterKeepsWhatIsPublishedByDefault() throws Exception {
        MirrorReport report = sync(UnmatchedPackages.KEEP);
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertCounts(of(report, LINUX), 0, 0, 0);
        published.assertTruthful();
    }

    @Test
    void aFilterHidesWhatIsPublishedWhereThePolicySaysSo() throws Exception {
        MirrorReport report = sync(UnmatchedPackages.HIDE);
        assertEquals(Set.of(A), published.names(LINUX));
        assertCounts(of(report, LINUX), 0, 0, 1);
        assertEquals("[]", published.removed(LINUX), "upstream still has it");
        assertTrue(published.has(LINUX, B));

        MirrorReport back = syncAll();
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals(0, back.downloaded());
        assertEquals(List.of(), packageRequests());
    }

    @Test
    void aHotfixOfADeselectedPackageFollows() throws Exception {
        sync(UnmatchedPackages.KEEP);
        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .field("depends", List.of("x <2"))
                .write();
        sync(UnmatchedPackages.KEEP);
        assertEquals(List.of("x <2"), published.record(LINUX, B).get("depends"));
        published.assertTruthful();
    }

    @Test
    void aDeselectedPackageThatIsUploadedAgainStaysAsItWas() throws Exception {
        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .payload(new byte[] {1})
                .depends("x")
                .write();
        MirrorReport report = sync(UnmatchedPackages.KEEP);
        assertEquals(List.of(), published.record(LINUX, B).get("depends"));
        assertEquals(0, report.downloaded());
        published.assertTruthful();
    }

    @Test
    void aHotfixAloneDownloadsNothing() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .field("depends", List.of("c >=2"))
                .field("constrains", List.of("d"))
                .write();
        MirrorReport report = syncAll();
        assertEquals(List.of("c >=2"), published.record(LINUX, A).get("depends"));
        assertEquals(List.of("d"), published.record(LINUX, A).get("constrains"));
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
        assertCounts(of(report, LINUX), 0, 0, 0);
        assertEquals(0, report.downloaded());
        assertEquals(0, report.adopted());
        assertEquals(List.of(), packageRequests());
    }
}
