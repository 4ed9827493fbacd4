package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Set;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncMode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Listing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstream's bad minute: an index that lost much of what is published is not taken unless somebody says so. */
class ShrinkTest extends SyncTestBase {

    private static final MaxShrink FOUR_OF_TEN = new MaxShrink(40, 2);

    private void describe(int packages) {
        for (int i = 0; i < packages; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0").listing(i % 3 == 0 ? Listing.V3 : Listing.PACKAGES);
        }
    }

    private void drop(int from, int to) {
        for (int i = from; i < to; i++) {
            channel.subdir(LINUX).drop("p" + i + "-1-0.conda");
        }
    }

    private int listed() throws IOException {
        return published.names(LINUX).size() + published.revisedNames(LINUX).size();
    }

    private MirrorReport syncLimited() throws MirrorException {
        return sync(builder -> builder.maxShrink(FOUR_OF_TEN));
    }

    private MirrorReport accept() throws MirrorException {
        return sync(builder -> builder.maxShrink(FOUR_OF_TEN).shrink(ShrinkPolicy.ACCEPT));
    }

    private void assertRefused(MirrorReport report, String reason) throws IOException {
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome(), report::toString);
        String failure = of(report, LINUX).failure().orElseThrow();
        assertTrue(failure.contains(reason), failure);
        assertTrue(failure.endsWith("take it with \"channel-mirror sync --accept-shrink\""), failure);
        assertFalse(report.isComplete());
        assertFalse(report.isTotalFailure());
        published.assertTruthful();
    }

    @ParameterizedTest
    @CsvSource({"10,2,false", "10,4,false", "10,5,true", "10,9,true", "3,2,false", "3,3,true"})
    void moreThanBothTheShareAndTheNumberIsTooMuch(int packages, int lost, boolean refused) throws Exception {
        describe(packages);
        channel.write();
        syncAll();
        drop(0, lost);
        channel.subdir(LINUX).pkg("new", "1", "0").write();
        MirrorPlan plan = client.plan(request().maxShrink(FOUR_OF_TEN).build());
        MirrorReport report = syncLimited();
        if (refused) {
            String reason = "the index in " + upstream.uri("/c/linux-64/") + " lost " + lost + " of the " + packages
                    + " packages that are published here from it, more than 40 % and 2 packages; what is published stays";
            assertRefused(report, reason);
            assertEquals(of(report, LINUX).failure(), plan.subdirs().get(1).failure(), "the dry run says the same");
            assertEquals(packages, listed());
            assertRefused(syncLimited(), "lost " + lost);
            assertTrue(client.plan(request()
                            .maxShrink(FOUR_OF_TEN)
                            .shrink(ShrinkPolicy.ACCEPT)
                            .build())
                    .isComplete());
            assertTrue(accept().isComplete());
        } else {
            assertTrue(plan.isComplete());
            assertTrue(report.isComplete(), report::toString);
        }
        assertEquals(packages - lost + 1, listed());
        assertTrue(syncLimited().isComplete(), "what was taken is what the next index is held to");
    }

    @Test
    void byDefaultItIsTenPercentAndFifty() throws Exception {
        describe(120);
        channel.write();
        syncAll();
        drop(0, 50);
        channel.write();
        syncAll();
        assertEquals(70, listed());
        describe(50);
        channel.write();
        syncAll();
        drop(0, 51);
        channel.write();
        assertRefused(sync(), "lost 51 of the 120 packages");
    }

    @Test
    void whatTheMirrorDoesNotHaveCannotBeLost() throws Exception {
        describe(10);
        channel.write();
        PackageSelection few = PackageSelection.builder()
                .add(
                        FilterStage.LIMIT,
                        "few",
                        (record, now) -> record.name().compareTo("p3") < 0
                                ? Decision.accept()
                                : Decision.reject("not one of few"))
                .build();
        sync(builder -> builder.packages(few));
        assertEquals(3, listed());
        drop(3, 10);
        channel.write();
        assertTrue(sync(builder -> builder.packages(few).maxShrink(new MaxShrink(0, 0)))
                .isComplete());
        drop(0, 1);
        channel.write();
        assertRefused(
                sync(builder -> builder.packages(few).maxShrink(new MaxShrink(0, 0))), "lost 1 of the 3 packages");
    }

    @ParameterizedTest
    @EnumSource(
            value = RemovedUpstream.class,
            names = {"HIDE", "KEEP"})
    void whatWasLostBeforeIsNotLostAgain(RemovedUpstream policy) throws Exception {
        describe(10);
        channel.write();
        syncAll();
        for (int i = 0; i < 10; i += 2) {
            drop(i, i + 2);
            channel.subdir(LINUX).pkg("new" + i, "1", "0").write();
            MirrorReport report = sync(builder -> builder.maxShrink(FOUR_OF_TEN).removedUpstream(policy));
            assertTrue(report.isComplete(), report::toString);
        }
        assertEquals(policy == RemovedUpstream.KEEP ? 15 : 5, listed());
        published.assertTruthful();
    }

    @Test
    void whatIsOnlyKeptCannotBeLost() throws Exception {
        describe(2);
        channel.write();
        syncAll();
        channel.subdir(LINUX).rawRepodata("{}").write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP).shrink(ShrinkPolicy.ACCEPT));
        assertEquals(2, listed());
        channel.subdir(LINUX).rawRepodata("{ }").write();
        assertTrue(
                sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP)).isComplete());
        assertEquals(2, listed());
        published.assertTruthful();
    }

    @Test
    void aPackageOfAnotherListIsNotLost() throws Exception {
        describe(10);
        channel.write();
        syncAll();
        for (int i = 0; i < 10; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0").listing(Listing.V3);
        }
        channel.write();
        assertTrue(syncLimited().isComplete());
        assertEquals(10, published.revisedNames(LINUX).size());
    }

    @Test
    void anEmptyIndexIsTakenOnlyIfSomebodySaysSo() throws Exception {
        describe(1);
        channel.write();
        syncAll();
        channel.subdir(LINUX).rawRepodata("{}").write();
        assertRefused(syncLimited(), "is empty, while 1 packages are published here");
        assertRefused(sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP)), "is empty");
        MirrorReport report = accept();
        assertTrue(report.isComplete());
        assertEquals(0, listed());
        assertEquals("[p0-1-0.conda]", published.removed(LINUX));
        assertEquals(Outcome.UNCHANGED, of(syncLimited(), LINUX).outcome());
    }

    @Test
    void aSubdirThatIsGoneIsTakenOnlyIfSomebodySaysSo() throws Exception {
        describe(2);
        channel.subdir("noarch").pkg("n", "1", "0");
        channel.write();
        syncAll();
        channel.dropSubdir(LINUX).write();
        MirrorReport gone = sync();
        assertEquals(Outcome.FAILED, of(gone, LINUX).outcome());
        assertTrue(of(gone, LINUX).failure().orElseThrow().contains("--accept-shrink"), gone::toString);
        MirrorPlan plan = client.plan(request().shrink(ShrinkPolicy.ACCEPT).build());
        assertEquals(2, plan.subdirs().get(1).toHide());
        assertTrue(accept().isComplete());
        assertEquals(0, listed());
        assertEquals("[p0-1-0.conda, p1-1-0.conda]", published.removed(LINUX));
        assertTrue(sync().isComplete());
        describe(2);
        channel.write();
        clock.advance(Duration.ofDays(1));
        MirrorReport back = syncAll();
        assertEquals(2, listed());
        assertEquals(0, back.downloaded());
    }

    @Test
    void anOlderIndexIsRefusedUntilItIsAccepted() throws Exception {
        describe(2);
        channel.write();
        syncAll();
        Path index = temp.resolve("up/c/linux-64/repodata.json");
        FileTime taken = Files.getLastModifiedTime(index);
        channel.subdir(LINUX).pkg("new", "1", "0").write();
        Files.setLastModifiedTime(index, FileTime.from(taken.toInstant().minusSeconds(1)));
        MirrorReport report = sync();
        assertRefused(report, "/c/linux-64/repodata.json is of ");
        assertRefused(report, ", older than the one that was taken last, of ");
        assertEquals(
                of(report, LINUX).failure(),
                client.plan(request().build()).subdirs().get(1).failure());
        assertEquals(2, listed());
        assertRefused(reset(), "older than the one");
        assertTrue(accept().isComplete());
        assertEquals(3, listed());
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    @Test
    void aSubdirThatHeldNothingFearsNothing() throws Exception {
        channel.subdir(LINUX).rawRepodata("{}").write();
        syncAll();
        Path index = temp.resolve("up/c/linux-64/repodata.json");
        channel.subdir(LINUX).rawRepodata("{ }").write();
        Files.setLastModifiedTime(index, FileTime.fromMillis(0));
        assertTrue(syncLimited().isComplete());
        channel.dropSubdir(LINUX).write();
        assertTrue(syncLimited().isComplete());
    }

    @Test
    void aResetIsHeldToWhatIsPublished() throws Exception {
        describe(10);
        channel.write();
        syncAll();
        drop(0, 5);
        channel.write();
        assertRefused(
                sync(builder -> builder.maxShrink(FOUR_OF_TEN).mode(SyncMode.RESET)), "lost 5 of the 10 packages");
        Files.delete(root().resolve(".mirror/state/anaconda/linux-64/CURRENT"));
        assertRefused(syncLimited(), "lost 5 of the 10 packages");
        assertEquals(10, listed());
        assertTrue(accept().isComplete());
        assertEquals(5, listed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachChannelIsHeldToWhatCameFromIt(boolean sameOrder) throws Exception {
        describe(10);
        channel.write();
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        for (int i = 0; i < 30; i++) {
            second.subdir(LINUX).pkg("q" + i, "1", "0");
        }
        second.subdir(LINUX)
                .pkg("p9", "1", "0")
                .subdir(LINUX)
                .pkg("p8", "1", "0")
                .write();
        client.sync(request(upstream.uri("/c/"), upstream.uri("/d/")).build());
        assertEquals(40, listed());
        drop(5, 10);
        channel.write();
        var request = sameOrder
                ? request(upstream.uri("/c/"), upstream.uri("/d/"))
                : request(upstream.uri("/d/"), upstream.uri("/c/"));
        MirrorReport report = client.sync(request.maxShrink(FOUR_OF_TEN).build());
        assertRefused(report, "the index in " + upstream.uri("/c/linux-64/") + " lost 5 of the 10 packages");
        MirrorReport accepted = client.sync(
                request.maxShrink(FOUR_OF_TEN).shrink(ShrinkPolicy.ACCEPT).build());
        assertTrue(accepted.isComplete());
        assertEquals(37, listed(), "two of them come from the other channel now");
        second.subdir(LINUX).drop("p9-1-0.conda").drop("p8-1-0.conda");
        second.write();
        assertTrue(client.sync(request.maxShrink(FOUR_OF_TEN)
                        .shrink(ShrinkPolicy.REFUSE)
                        .build())
                .isComplete());
        assertEquals(35, listed());
    }

    @Test
    void whatMovesToAnotherChannelWithoutAnyOtherChangeIsRemembered() throws Exception {
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        describe(10);
        channel.write();
        for (int i = 0; i < 10; i++) {
            second.subdir(LINUX).pkg("p" + i, "1", "0").listing(i % 3 == 0 ? Listing.V3 : Listing.PACKAGES);
        }
        second.write();
        var request = request(upstream.uri("/c/"), upstream.uri("/d/")).maxShrink(FOUR_OF_TEN);
        client.sync(request.build());
        String before = published.text(LINUX);
        for (int i = 0; i < 10; i += 2) {
            drop(i, i + 2);
            channel.write();
            MirrorReport report = client.sync(request.build());
            if (i < 8) {
                assertTrue(report.isComplete(), "step " + i + ": " + report);
                assertEquals(Outcome.UNCHANGED, of(report, LINUX).outcome());
            }
        }
        assertEquals(before, published.text(LINUX));
        assertEquals(
                Set.of(),
                Set.copyOf(packageRequests().stream()
                        .filter(path -> path.startsWith("/d/"))
                        .toList()));
    }
}
