package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.MajorityRemovalException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus.Waiting;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.testkit.channel.MadeChannel;
import org.junit.jupiter.api.Test;

/** What leaves a mirror and why, without asking upstream. */
class CleanTest extends CleanTestBase {

    private static final String FREE = "free-1-0.conda";
    private static final String GPL = "gpl-1-0.conda";
    private static final String OLD_GPL = "gpl-0-0.tar.bz2";
    private static final PackageSelection NO_GPL = select("license_blacklist: GPL3");
    private static final String REASON = "license_blacklist: GPL3";

    private MadeChannel describe() throws Exception {
        return channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("free", "1", "0")
                .field("license", "MIT")
                .pkg("free", "2", "0")
                .field("license", "MIT")
                .pkg("gpl", "0", "0")
                .format(PackageFormat.TAR_BZ2)
                .field("license", "GPL-3.0-only")
                .pkg("gpl", "1", "0")
                .field("license", "GPL-3.0-only")
                .write();
    }

    private static String reason(List<String> lines) {
        return lines.get(0).replaceFirst(".*?: ", "");
    }

    @Test
    void whatANewBlacklistNamesLeavesTheIndexNowAndTheDiskLater() throws Exception {
        MadeChannel made = describe();
        syncAll();
        upstream.clear();
        CleanRequest request = cleaning(NO_GPL);
        List<String> planned = planned(request);
        assertEquals(2, planned.size(), planned::toString);
        assertTrue(reason(planned).startsWith(REASON), planned::toString);
        assertTrue(planned.get(0).startsWith("linux-64/" + OLD_GPL + ": "), planned::toString);

        CleanReport report = clean(request);
        long bytes = made.get(LINUX, OLD_GPL).bytes().length;
        bytes += made.get(LINUX, GPL).bytes().length;
        assertEquals(List.of(), upstream.requests(), "nobody is asked");
        assertEquals(new RemovedPackages(2, bytes), report.removed());
        assertEquals(Map.of(reason(planned), new RemovedPackages(2, bytes)), report.reasons());
        assertEquals(RemovedPackages.NONE, report.deleted());
        assertEquals(new RemovedPackages(2, bytes), report.waiting());
        assertEquals(Optional.of(clock.instant().plus(Duration.ofHours(24))), report.due());
        assertEquals(new Waiting(report.waiting(), report.due()), waiting());
        assertEquals(
                List.of(
                        "linux-64/" + OLD_GPL + " NO_LONGER_LISTED from "
                                + report.due().orElseThrow() + " on",
                        "linux-64/" + GPL + " NO_LONGER_LISTED from "
                                + report.due().orElseThrow() + " on"),
                unlisted());
        assertEquals(4, of(report, LINUX).published());
        assertEquals(2, of(report, LINUX).unlisted());
        assertEquals(Set.of(FREE, "free-2-0.conda"), published.names(LINUX));
        assertEquals("[]", published.removed(LINUX));
        assertTrue(published.has(LINUX, GPL) && published.has(LINUX, OLD_GPL), "who read the old index gets them");
        assertEquals(List.of(OLD_GPL, GPL), history());

        sync(NO_GPL);
        clock.advance(Duration.ofHours(23));
        assertSettled(builder -> builder.packages(NO_GPL));
        assertTrue(published.has(LINUX, GPL) && isAnythingWaiting());
        clock.advance(Duration.ofHours(1));
        assertSettled(builder -> builder.packages(NO_GPL));
        assertFalse(published.has(LINUX, GPL) || published.has(LINUX, OLD_GPL) || isAnythingWaiting());
        assertEquals(Waiting.NONE, waiting());
        assertSettled(builder -> builder.packages(NO_GPL));
    }

    private Waiting waiting() throws MirrorException {
        return client.status(new StatusRequest(storage, AccountName.DEFAULT)).waiting();
    }

    /** What verify says of files that no index lists. */
    private List<String> unlisted() throws MirrorException {
        try (VerifyReport report =
                        client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()));
                Stream<VerifyFinding> findings = report.findings().stream()) {
            return findings.map(each ->
                            each.subdir().orElseThrow() + "/" + each.path().fileName() + " " + each.kind() + " "
                                    + each.reason().replaceFirst(".*(from .* on) the next .*", "$1"))
                    .toList();
        }
    }

    @Test
    void aFileWithAnotherContentIsNotTheOneThatWaits() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        Files.write(root().resolve("conda/anaconda/linux-64").resolve(GPL), new byte[] {1});
        assertTrue(unlisted().get(1).startsWith("linux-64/" + GPL + " UNKNOWN"), unlisted()::toString);
    }

    @Test
    void theNextCleanDeletesWhatIsDueToo() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        clock.advance(Duration.ofHours(25));
        CleanReport second = clean(cleaning(NO_GPL));
        assertEquals(RemovedPackages.NONE, second.removed());
        assertEquals(2, second.deleted().packages());
        assertEquals(Optional.empty(), second.due());
        assertFalse(published.has(LINUX, GPL));
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        describe();
        syncAll();
        List<String> before = everything();
        assertEquals(2, planned(cleaning(NO_GPL)).size());
        assertEquals(before, everything());
    }

    @Test
    void whatIsAllSelectedStaysAndNothingIsWritten() throws Exception {
        describe();
        syncAll();
        List<String> before = everything();
        CleanReport report = clean(cleaning(builder -> builder));
        assertTrue(report.isComplete());
        assertEquals(RemovedPackages.NONE, report.removed());
        assertEquals(List.of(), planned(cleaning(select("exclude: nothing-of-that-name"))));
        assertEquals(before, everything());
    }

    @Test
    void anAccountThatWasNeverFilledHasNothingToClean() throws Exception {
        CleanReport report = clean(cleaning(NO_GPL));
        assertEquals(List.of(), report.subdirs());
        assertTrue(report.isComplete());
        assertFalse(report.isTotalFailure());
        assertEquals(List.of(), planned(cleaning(NO_GPL)));
    }

    @Test
    void whatIsListedAgainStays() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        upstream.clear();
        MirrorReport back = syncAll();
        assertEquals(2, back.adopted());
        assertEquals(List.of(), packageRequests());
        clock.advance(Duration.ofDays(2));
        syncAll();
        assertEquals(4, published.names(LINUX).size());
        assertFalse(isAnythingWaiting());
    }

    @Test
    void whatIsListedAgainAndHiddenThenStaysToo() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        syncAll();
        channel.subdir(LINUX).drop(GPL).write();
        syncAll();
        clock.advance(Duration.ofDays(2));
        sync();
        assertEquals("[" + GPL + "]", published.removed(LINUX));
        assertTrue(published.has(LINUX, GPL));
    }

    @Test
    void anotherFileUnderTheNameStays() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        Files.write(root().resolve("conda/anaconda/linux-64").resolve(GPL + ".new"), new byte[] {1});
        Files.move(
                root().resolve("conda/anaconda/linux-64").resolve(GPL + ".new"),
                root().resolve("conda/anaconda/linux-64").resolve(GPL),
                StandardCopyOption.REPLACE_EXISTING);
        clock.advance(Duration.ofDays(2));
        sync(NO_GPL);
        assertTrue(published.hasBytes(LINUX, GPL, new byte[] {1}));
        assertFalse(published.has(LINUX, OLD_GPL) || isAnythingWaiting());
    }

    @Test
    void theSameFileUnderAnotherTokenGoes() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        Path file = root().resolve("conda/anaconda/linux-64").resolve(GPL);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.write(file, bytes);
        clock.advance(Duration.ofDays(2));
        sync(NO_GPL);
        assertFalse(published.has(LINUX, GPL) || isAnythingWaiting(), "a mirror may be copied meanwhile");
    }

    @Test
    void nothingGoesWhileTheIndexIsNotTheKnownOne() throws Exception {
        describe();
        syncAll();
        byte[] before = published.bytes(LINUX, "repodata.json");
        clean(cleaning(NO_GPL));
        Files.delete(root().resolve("conda/anaconda/linux-64/repodata.json"));
        Files.write(root().resolve("conda/anaconda/linux-64/repodata.json"), before);
        clock.advance(Duration.ofDays(2));
        sync(NO_GPL);
        assertTrue(published.has(LINUX, GPL) && isAnythingWaiting(), "that index names it");
        sync(NO_GPL);
        assertTrue(published.has(LINUX, GPL) && !isAnythingWaiting());
        published.assertTruthful();
    }

    @Test
    void nowIsNow() throws Exception {
        describe();
        syncAll();
        CleanReport report = clean(cleaning(NO_GPL).deleting(DeletionTime.NOW));
        assertEquals(report.removed(), report.deleted());
        assertEquals(RemovedPackages.NONE, report.waiting());
        assertEquals(Optional.empty(), report.due());
        assertFalse(published.has(LINUX, GPL) || isAnythingWaiting());
    }

    @Test
    void nowIsNowForWhatWaitsFromEarlier() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        assertEquals(
                2, clean(cleaning(NO_GPL).deleting(DeletionTime.NOW)).deleted().packages());
        assertFalse(published.has(LINUX, GPL) || isAnythingWaiting());
    }

    @Test
    void theIndexComesBeforeTheFiles() throws Exception {
        describe();
        syncAll();
        List<String> order = new ArrayList<>();
        storage.watch(targets -> targets.forEach(target -> {
            order.add(target.fileName());
            assertTrue(Files.exists(root().resolve("conda/anaconda/linux-64/" + GPL)));
        }));
        clean(cleaning(NO_GPL).deleting(DeletionTime.NOW));
        assertEquals(
                List.of(
                        "tombstones",
                        "catalog-2",
                        "shards-2",
                        "repodata_shards.msgpack.zst",
                        "repodata.json.zst",
                        "repodata.json",
                        "CURRENT"),
                order);
    }

    @Test
    void moreThanHalfNeedsAWord() throws Exception {
        describe();
        syncAll();
        List<String> before = everything();
        CleanRequest request = new CleanRequest(
                request().packages(select("only: [gpl, n]", "max_size: 1")).build());
        MajorityRemovalException refused = assertThrows(MajorityRemovalException.class, () -> client.clean(request));
        assertEquals(5, refused.removed());
        assertEquals(5, refused.published());
        assertTrue(String.valueOf(refused.getMessage()).contains("5 of the 5 published packages"));
        assertEquals(before, everything());
        CleanRequest less = new CleanRequest(request().packages(NO_GPL).build());
        assertEquals(2, clean(less).removed().packages(), "2 of 5 are not");
    }

    @Test
    void withdrawnFilesGoOnlyWhereThatIsSaid() throws Exception {
        describe();
        syncAll();
        channel.subdir(LINUX).drop(GPL).write();
        syncAll();
        for (RemovedUpstream policy : List.of(RemovedUpstream.HIDE, RemovedUpstream.KEEP)) {
            assertEquals(List.of(), planned(cleaning(builder -> builder.removedUpstream(policy))));
        }
        CleanRequest remove = cleaning(builder -> builder.removedUpstream(RemovedUpstream.REMOVE));
        assertEquals(List.of("linux-64/" + GPL + ": withdrawn upstream"), planned(remove));
        CleanReport report = clean(remove.deleting(DeletionTime.NOW));
        assertEquals(0, of(report, LINUX).unlisted());
        assertEquals(1, report.deleted().packages());
        assertEquals("[]", published.removed(LINUX));
        assertFalse(published.has(LINUX, GPL));
        assertSettled(builder -> builder);
    }

    @Test
    void whatWasKeptGoesWhenThePolicyChanges() throws Exception {
        describe();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        channel.subdir(LINUX).drop(GPL).write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(List.of(), planned(cleaning(builder -> builder.removedUpstream(RemovedUpstream.KEEP))));
        CleanRequest remove = cleaning(builder -> builder.removedUpstream(RemovedUpstream.REMOVE));
        assertEquals(List.of("linux-64/" + GPL + ": withdrawn upstream"), planned(remove));
        assertEquals(
                List.of(GPL),
                planned(cleaning(builder ->
                                builder.removedUpstream(RemovedUpstream.KEEP).packages(select("exclude: gpl 1.*"))))
                        .stream()
                        .map(line -> line.replaceFirst(".*/", "").replaceFirst(": .*", ""))
                        .toList(),
                "the filters hold for it as for all");
    }

    @Test
    void whatWasHiddenGoes() throws Exception {
        describe();
        syncAll();
        sync(builder -> builder.packages(NO_GPL).unmatched(UnmatchedPackages.HIDE));
        CleanRequest request = cleaning(builder -> builder.packages(NO_GPL).unmatched(UnmatchedPackages.HIDE));
        assertEquals(
                List.of(
                        "linux-64/" + OLD_GPL + ": no longer selected, hidden",
                        "linux-64/" + GPL + ": no longer selected, hidden"),
                planned(request));
        String before = published.text(LINUX);
        CleanReport report = clean(request.deleting(DeletionTime.NOW));
        assertEquals(2, report.deleted().packages());
        assertEquals(before, published.text(LINUX));
        assertFalse(published.has(LINUX, GPL));
        assertSettled(builder -> builder.packages(NO_GPL).unmatched(UnmatchedPackages.HIDE));
    }

    @Test
    void whatIsTakenInAgainWaitsNoMore() throws Exception {
        MadeChannel made = describe();
        syncAll();
        clean(cleaning(NO_GPL));
        assertEquals(2, waiting().files().packages());
        sync(select("blacklist: gpl=0"));
        assertEquals(
                new RemovedPackages(1, made.get(LINUX, OLD_GPL).bytes().length),
                waiting().files());
        syncAll();
        assertEquals(Waiting.NONE, waiting());
    }

    @Test
    void ofAPlatformThatIsNotMirroredEverythingGoes() throws Exception {
        describe();
        syncAll();
        CleanRequest request =
                cleaning(builder -> builder.subdirs(SubdirSelection.some(List.of(new Subdir("win-64")))));
        assertEquals(4, planned(request).size());
        clean(request.deleting(DeletionTime.NOW));
        assertEquals(Set.of(), published.names(LINUX));
        assertEquals(Set.of("n-1-0.conda"), published.names("noarch"));
        assertFalse(published.has(LINUX, FREE));
        syncAll();
        assertEquals(4, published.names(LINUX).size(), "mirrored again, it comes back");
    }

    @Test
    void aSubdirWhoseIndexIsGoneStaysAsItIs() throws Exception {
        describe();
        syncAll();
        Files.delete(root().resolve("conda/anaconda/linux-64/repodata.json"));
        CleanReport report = client.clean(cleaning(NO_GPL).deleting(DeletionTime.NOW));
        assertFalse(report.isComplete());
        assertTrue(of(report, LINUX).failure().orElseThrow().contains("channel-mirror sync"), report::toString);
        assertTrue(published.has(LINUX, GPL));
        syncAll();
        assertEquals(2, clean(cleaning(NO_GPL)).removed().packages());
    }

    @Test
    void anIndexThatSomebodyEmptiedTakesNoFileAlong() throws Exception {
        describe();
        syncAll();
        Path index = root().resolve("conda/anaconda/linux-64/repodata.json");
        Files.delete(index);
        Files.writeString(index, "{\"packages\":{},\"packages.conda\":{}}");
        assertEquals(List.of(), planned(cleaning(NO_GPL)));
        client.clean(cleaning(NO_GPL).deleting(DeletionTime.NOW));
        assertTrue(published.has(LINUX, GPL) && published.has(LINUX, FREE));
        upstream.clear();
        sync();
        assertEquals(List.of(), packageRequests());
        assertEquals(4, published.names(LINUX).size());
    }

    @Test
    void damagedTombstonesCostNoFile() throws Exception {
        describe();
        syncAll();
        clean(cleaning(NO_GPL));
        Files.write(root().resolve(".mirror/state/anaconda/tombstones"), new byte[] {1, 2, 3});
        clock.advance(Duration.ofDays(2));
        MirrorReport report = sync(NO_GPL);
        assertWarned(report, "which files were to be deleted is not known any more");
        assertTrue(published.has(LINUX, GPL));
        assertFalse(isAnythingWaiting());
    }

    @Test
    void aStorageWithoutFilesIsCleanedToo() throws Exception {
        describe();
        try (var memory = new InMemoryStorage()) {
            SyncRequest mirror =
                    SyncRequest.builder(request().build().channels(), memory).build();
            client.sync(mirror);
            SyncRequest without = mirror.toBuilder().packages(NO_GPL).build();
            CleanReport report = client.clean(new CleanRequest(without).deleting(DeletionTime.NOW));
            assertEquals(2, report.deleted().packages());
            Published there = new Published(memory);
            there.assertTruthful();
            assertEquals(Set.of(FREE, "free-2-0.conda"), there.names(LINUX));
            assertFalse(there.has(LINUX, GPL));
        }
    }

    @Test
    void aNegativeGracePeriodIsRefused() throws IOException {
        CleanRequest request = cleaning(NO_GPL);
        assertThrows(
                IllegalArgumentException.class,
                () -> new CleanRequest(
                        request.mirror(),
                        request.otherSubdirs(),
                        Duration.ofHours(-1),
                        request.deletion(),
                        request.majority()));
    }
}
