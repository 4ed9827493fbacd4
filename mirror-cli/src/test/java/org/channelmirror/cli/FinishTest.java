package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code on_finish} is handed, and when. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FinishTest {

    private static final String HOOK =
            "on_finish: cat > report.json; echo noise; echo $CHANNEL_MIRROR_ACCOUNT > account";

    @TempDir
    Path dir;

    private CliRun sync(FakeClient client, String hook, String... options) throws IOException {
        String[] args = new String[options.length + 3];
        args[0] = "sync";
        args[1] = "--config-file";
        args[2] = CliRun.configuration(dir, hook, "account: mine");
        System.arraycopy(options, 0, args, 3, options.length);
        return CliRun.of(dir, client, args);
    }

    private String report() throws IOException {
        return Files.readString(dir.resolve("report.json"));
    }

    @Test
    void itReadsTheObjectThatJsonPrints() throws IOException {
        CliRun run = sync(FakeClient.reporting(Samples.withFailedPackages(2)), HOOK, "--json");
        assertEquals(3, run.code());
        assertEquals(run.out(), report());
        assertEquals(List.of("mine"), Files.readAllLines(dir.resolve("account")));
        assertEquals("", run.err());
    }

    @Test
    void itReadsTheSameWithoutJson() throws IOException {
        CliRun run = sync(new FakeClient(), HOOK);
        assertEquals(0, run.code());
        assertEquals("0", JsonValue.only(report()).at("exit_code").toString());
        assertFalse(run.out().contains("noise"), run.out());
    }

    @Test
    void itRunsAfterAFailureToo() throws IOException {
        LockedException locked = new LockedException(new AccountName("mine"), Optional.empty());
        CliRun run = sync(FakeClient.failing(locked), HOOK, "--json");
        assertEquals(5, run.code());
        assertEquals(run.out(), report());
        assertTrue(report().contains("is locked by"), report());
    }

    @Test
    void itReadsHowFarACancelledRunCame() throws IOException {
        CliRun run = sync(FakeClient.failing(new MirrorCancelledException(Samples.complete())), HOOK, "--json");
        assertEquals(130, run.code());
        assertEquals(run.out(), report());
        assertTrue(report().contains("\"downloaded\":6"), report());
    }

    @Test
    void thatItFailsIsAWarning() throws IOException {
        String failing = "on_finish: echo gone >&2; exit 3";
        String warning = "the command ended with exit code 3: gone";
        CliRun text = sync(new FakeClient(), failing);
        assertEquals(0, text.code());
        assertTrue(text.err().contains("warning: on_finish: " + warning), text.err());
        CliRun json = sync(new FakeClient(), failing, "--json");
        assertEquals(0, json.code());
        assertTrue(json.out().contains("{\"subject\":\"on_finish\",\"message\":\"" + warning + "\"}"), json.out());
        LockedException locked = new LockedException(new AccountName("mine"), Optional.empty());
        CliRun failed = sync(FakeClient.failing(locked), failing);
        assertEquals(5, failed.code());
        assertTrue(failed.err().contains("warning: on_finish: " + warning), failed.err());
    }

    /** Says in a file that it runs, and then does not end by itself. */
    private static final String SLOW = "on_finish: echo > begun; sleep 1000";

    @Test
    @Timeout(60)
    void aStopWhileItRunsEndsIt() throws Exception {
        Cancellation cancellation = new Cancellation();
        Thread stopper = new Thread(() -> {
            while (!Files.exists(dir.resolve("begun"))) {
                Thread.onSpinWait();
            }
            cancellation.cancel();
        });
        stopper.start();
        String file = CliRun.configuration(dir, SLOW);
        CliRun run = CliRun.until(cancellation, dir, new FakeClient(), "sync", "--config-file", file);
        stopper.join();
        assertEquals(0, run.code());
        assertTrue(
                run.err().contains("warning: on_finish: the command was ended, because the run was to stop"),
                run.err());
    }

    @Test
    void itHearsOfARunThatWasStopped() throws IOException {
        Cancellation stopped = new Cancellation();
        stopped.cancel();
        FakeClient client = FakeClient.failing(new MirrorCancelledException(Samples.complete()));
        // Longer than it takes to look whether it is to be ended.
        String file = CliRun.configuration(dir, HOOK.replace("cat", "sleep 0.5; cat"));
        assertEquals(
                130,
                CliRun.until(stopped, dir, client, "sync", "--config-file", file)
                        .code());
        assertTrue(report().contains("\"exit_code\":130"), report());
    }

    @Test
    void itsTimeIsLimited() throws IOException {
        CliRun run = sync(new FakeClient(), "on_finish: {command: sleep 1000, timeout: 1s}");
        assertEquals(0, run.code());
        assertTrue(run.err().contains("warning: on_finish: the command took longer than 1.0 s"));
    }

    @Test
    void aMissingCommandIsToldBeforeAnythingIsDone() throws IOException {
        FakeClient client = new FakeClient();
        CliRun run = sync(client, "on_finish: no-such-command");
        assertEquals(2, run.code());
        assertEquals(
                "error: on_finish: there is no program \"no-such-command\" that can be run; install it, or correct the"
                        + " command\n",
                run.err());
        assertEquals(List.of(), client.synced);
    }

    @Test
    void aDryRunRunsNothing() throws IOException {
        assertEquals(0, sync(new FakeClient(), HOOK, "--dry-run").code());
        assertFalse(Files.exists(dir.resolve("report.json")));
    }
}
