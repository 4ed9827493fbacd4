package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.Transfer;
import org.channelmirror.model.PackageFileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @TempDir
    Path dir;

    private final List<ProgressState> shown = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Progress progress = new Progress(new ProgressDisplay() {
        @Override
        public void update(ProgressState state) {
            shown.add(state);
        }

        @Override
        public void say(String line) {
            said.add(line);
        }
    });

    private static Transfer transfer(long id, OptionalLong size) {
        return new Transfer(id, "linux-64/p" + id + "-1-0.conda", size);
    }

    private static SubdirPlan planOf(long files, long bytes) {
        return new SubdirPlan(Samples.LINUX, files, files, files, bytes, 0, 0, Map.of(), Optional.empty());
    }

    private ProgressState last() {
        return shown.get(shown.size() - 1);
    }

    @Test
    void addsUpWhatIsPlannedAndWhatArrives() {
        progress.planReady(planOf(3, 300));
        progress.planReady(planOf(1, 50));
        assertEquals(new ProgressState(0, 0, 4, 0, 350), last());
        progress.transferProgressed(transfer(1, OptionalLong.of(100)), 40);
        progress.transferProgressed(transfer(2, OptionalLong.of(100)), 10);
        progress.transferProgressed(transfer(1, OptionalLong.of(100)), 70);
        assertEquals(new ProgressState(0, 0, 4, 80, 350), last());
        progress.transferSucceeded(transfer(1, OptionalLong.of(100)));
        assertEquals(new ProgressState(1, 0, 4, 110, 350), last());
    }

    @Test
    void aTransferThatBeginsAgainFallsBack() {
        progress.transferProgressed(transfer(1, OptionalLong.of(100)), 90);
        progress.transferProgressed(transfer(1, OptionalLong.of(100)), 5);
        assertEquals(5, last().bytes());
    }

    @Test
    void aFailedPackageLeavesThePlan() {
        progress.planReady(planOf(2, 200));
        Transfer transfer = transfer(1, OptionalLong.of(100));
        progress.transferProgressed(transfer, 90);
        progress.transferFailed(
                transfer, new PackageFailure(Samples.LINUX, new PackageFileName("p1-1-0.conda"), "answered 404"));
        assertEquals(new ProgressState(0, 1, 2, 0, 100), last());
    }

    @Test
    void aPackageOfUnknownSizeCountsWhatArrived() {
        progress.transferProgressed(transfer(1, OptionalLong.empty()), 90);
        progress.transferSucceeded(transfer(1, OptionalLong.empty()));
        assertEquals(new ProgressState(1, 0, 0, 90, 0), last());
    }

    @Test
    void indexesDoNotCount() {
        Transfer index = new Transfer(1, "linux-64/repodata.json.zst", OptionalLong.of(9));
        progress.transferProgressed(index, 9);
        progress.transferSucceeded(index);
        assertEquals(List.of(), shown);
    }

    @Test
    void countsWhatIsTriedAgainAndWhoWaits() {
        Transfer one = transfer(1, OptionalLong.of(100));
        Transfer two = transfer(2, OptionalLong.of(100));
        progress.planReady(planOf(2, 200));
        progress.transferRetried(one, 1, "broke");
        progress.transferWaits(one, Duration.ofSeconds(3), "broke");
        progress.transferWaits(two, Duration.ofSeconds(30), "asks for fewer requests");
        assertEquals("0 of 2 files, 1 retried, 2 waiting", last().filesText());
        progress.transferProgressed(one, 10);
        progress.transferQuarantined(one, ".mirror/quarantine/x", "other bytes");
        progress.transferRetried(one, 1, "other bytes");
        assertEquals("0 of 2 files, 2 retried, 1 quarantined, 1 waiting", last().filesText());
        progress.transferSucceeded(one);
        progress.transferFailed(
                two, new PackageFailure(Samples.LINUX, new PackageFileName("p2-1-0.conda"), "answered 404"));
        assertEquals("1 of 2 files, 1 failed, 2 retried, 1 quarantined", last().filesText());
    }

    @Test
    void aLongWaitForAnIndexIsSaid() {
        progress.indexWaits(Duration.ofSeconds(4), "h answered with HTTP status 503");
        progress.indexWaits(Duration.ofSeconds(30), "h asks for fewer requests");
        assertEquals(List.of("waiting 30.0 s: h asks for fewer requests"), said);
        assertEquals(List.of(), shown);
    }

    @Test
    void totalsMayBeLarge() {
        long many = 6L << 30;
        progress.planReady(planOf(2, many));
        Transfer transfer = transfer(1, OptionalLong.of(many - 1));
        progress.transferProgressed(transfer, many - 2);
        assertEquals(new ProgressState(0, 0, 2, many - 2, many), last());
        progress.transferSucceeded(transfer);
        assertEquals(new ProgressState(1, 0, 2, many - 1, many), last());
    }

    @Test
    void tellsTheRateAndTheTimeLeft() {
        ProgressState state = new ProgressState(3, 0, 9, 3000, 9000);
        assertEquals(1500, state.rate(Duration.ofSeconds(2)));
        assertEquals(Optional.of(Duration.ofSeconds(4)), state.left(Duration.ofSeconds(2)));
        assertEquals(Optional.empty(), new ProgressState(0, 0, 9, 0, 9000).left(Duration.ofSeconds(2)));
    }

    /** A sync that reports a package every four seconds of the clock it is given. */
    private CliRun syncOfTenPackages(int columns, String... options) throws IOException {
        SteppedClock clock = new SteppedClock();
        FakeClient client = new FakeClient() {
            @Override
            public MirrorReport sync(SyncRequest request) {
                listener.planReady(planOf(10, 1_000_000));
                for (int i = 0; i < 10; i++) {
                    clock.now = clock.now.plusSeconds(4);
                    listener.transferSucceeded(transfer(i, OptionalLong.of(100_000)));
                }
                return Samples.unchanged();
            }
        };
        String[] args = new String[options.length + 3];
        args[0] = "sync";
        args[1] = "--config-file";
        args[2] = CliRun.configuration(dir);
        System.arraycopy(options, 0, args, 3, options.length);
        return CliRun.of(dir, client, Map.of(), columns, clock, args);
    }

    @Test
    void withoutATerminalThereIsALineEveryTenSecondsAtMost() throws IOException {
        assertEquals(
                List.of(
                        "3 of 10 files, 300.0 kB of 1.0 MB, 25.0 kB/s, 28.0 s left",
                        "6 of 10 files, 600.0 kB of 1.0 MB, 25.0 kB/s, 16.0 s left",
                        "9 of 10 files, 900.0 kB of 1.0 MB, 25.0 kB/s, 4.0 s left"),
                syncOfTenPackages(0).err().lines().toList());
    }

    @Test
    void quietShowsNoProgress() throws IOException {
        assertEquals("", syncOfTenPackages(0, "-q").err());
        assertEquals("", syncOfTenPackages(80, "-q").err());
    }

    @Test
    void onATerminalThereIsABarThatIsTakenAwayInTheEnd() throws IOException {
        String err = syncOfTenPackages(80).err();
        assertTrue(err.contains("100%"), err);
        assertTrue(err.contains("10 of 10 files"), err);
        assertTrue(err.contains("MB/s"), err);
        assertTrue(err.endsWith("\r\u001b[K"), err);
        for (String drawn : err.split("\r\u001b\\[K", -1)) {
            assertTrue(drawn.length() < 80, drawn);
        }
    }

    private static final class SteppedClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
