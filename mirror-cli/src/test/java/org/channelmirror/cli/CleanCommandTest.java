package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MajorityRemovalException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCommandTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun clean(String... options) throws IOException {
        return clean(client, options);
    }

    private CliRun clean(FakeClient answering, String... options) throws IOException {
        String[] args = new String[options.length + 3];
        args[0] = "clean";
        args[1] = "--config-file";
        args[2] = CliRun.configuration(dir, "grace_period: 7d", "account: mine");
        System.arraycopy(options, 0, args, 3, options.length);
        return CliRun.of(dir, answering, args);
    }

    private static FakeClient reporting(CleanReport report) {
        return new FakeClient() {
            @Override
            public CleanReport clean(CleanRequest request) {
                return report;
            }
        };
    }

    @Test
    void theRequestIsWhatTheConfigurationSays() throws IOException {
        assertEquals(0, clean().code());
        CleanRequest request = client.cleaned.get(0);
        assertEquals(new AccountName("mine"), request.mirror().account());
        assertEquals(Duration.ofDays(7), request.gracePeriod());
        assertEquals(DeletionTime.AFTER_GRACE_PERIOD, request.deletion());
        assertEquals(MajorityRemoval.REFUSE, request.majority());
        assertTrue(client.closed);
    }

    @Test
    void nowAndYesAreSaid() throws IOException {
        assertEquals(0, clean("--now", "--yes").code());
        assertEquals(DeletionTime.NOW, client.cleaned.get(0).deletion());
        assertEquals(MajorityRemoval.ACCEPT, client.cleaned.get(0).majority());
    }

    @Test
    void aConfigurationIsNeeded() {
        CliRun run = CliRun.of(dir, client, "clean");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("channel-mirror clean --config-file"), run.err());
    }

    @Test
    void theAnswerHasReasonsAndWhenFilesGo() throws IOException {
        CliRun run = clean();
        assertTrue(run.out().contains("withdrawn upstream                                     1  2.0 kB"), run.out());
        assertTrue(run.out().contains(": 2 packages taken out, 1.2 s"), run.out());
        assertTrue(run.out().contains("2 files (3.0 kB) can go from 2026-01-03T03:04:05Z on"), run.out());
        assertTrue(run.out().contains("selected packages need 1 name"), run.out());
        assertTrue(run.err().contains("warning: linux-64: something odd"), run.err());
    }

    @Test
    void whatNowRisksIsSaid() throws IOException {
        CliRun run = clean(
                reporting(Samples.cleaned(Samples.TWO, RemovedPackages.NONE, List.of(Samples.clean(Optional.empty())))),
                "--now",
                "--json");
        assertTrue(run.err().contains("404"), run.err());
        assertEquals(2L, run.json().at("deleted/packages"));
        assertFalse(run.out().contains("due"), run.out());
    }

    @Test
    void jsonHasCountsByReasonAndSubdir() throws IOException {
        JsonValue json = clean("--json").json();
        assertEquals("clean", json.at("command"));
        assertEquals(3000L, json.at("waiting/bytes"));
        assertEquals("2026-01-03T03:04:05Z", json.at("due"));
        assertEquals(2000L, json.at("reasons/withdrawn upstream/bytes"));
        assertEquals(1L, json.at("subdirs/0/unlisted"));
    }

    @Test
    void aDryRunListsEveryPackage() throws IOException {
        CliRun run = clean("--dry-run");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                List.of(
                        "linux-64/gpl-1-0.conda  1.0 kB  license_blacklist: GPL3 (license GPL-3.0-only)",
                        "linux-64/old-1-0.conda  2.0 kB  withdrawn upstream"),
                run.out().lines().limit(2).toList());
        assertTrue(run.out().contains("would take out 2 packages (3.0 kB)"), run.out());
        assertTrue(client.planClosed);
        JsonValue json = clean("--dry-run", "--json").json();
        assertEquals("old-1-0.conda", json.at("packages/1/file"));
        assertEquals("withdrawn upstream", json.at("packages/1/reason"));
    }

    @Test
    void failedSubdirsAreNamed() throws IOException {
        CliRun run = clean(reporting(Samples.cleaned(
                RemovedPackages.NONE, RemovedPackages.NONE, List.of(Samples.clean(Optional.of("it is gone"))))));
        assertEquals(1, run.code());
        assertTrue(run.out().contains("linux-64 failed: it is gone"), run.out());
    }

    @Test
    void anEmptyAccountIsNoFailure() throws IOException {
        CliRun run = clean(reporting(Samples.cleaned(RemovedPackages.NONE, RemovedPackages.NONE, List.of())));
        assertEquals(0, run.code());
        assertTrue(run.out().contains("was never synced; there is nothing to clean"), run.out());
    }

    @Test
    void moreThanHalfIsAnErrorThatNamesTheNumbersAndTheWayOn() throws IOException {
        FakeClient refusing = new FakeClient() {
            @Override
            public CleanReport clean(CleanRequest request) throws MirrorException {
                throw new MajorityRemovalException(new AccountName("mine"), 70, 100);
            }
        };
        CliRun run = clean(refusing);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("70 of the 100 published packages of account mine"), run.err());
        assertTrue(run.err().contains("--yes"), run.err());
    }
}
