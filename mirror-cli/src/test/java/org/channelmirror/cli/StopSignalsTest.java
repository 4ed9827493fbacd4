package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real signals to a real child process. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class StopSignalsTest {

    @TempDir
    Path dir;

    @Test
    void sigtermEndsTheRunInOrderWith130() throws IOException, InterruptedException {
        stopsInOrder("TERM");
    }

    @Test
    void ctrlCEndsTheRunInOrderWith130() throws IOException, InterruptedException {
        assumeCtrlCIsHeard();
        stopsInOrder("INT");
    }

    /** What a script runs in the background ignores this signal, and so do its children. */
    private static void assumeCtrlCIsHeard() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeFalse(
                Files.exists(status)
                        && Files.readString(status)
                                .lines()
                                .anyMatch(line -> line.matches("SigIgn:\\s*\\p{XDigit}*[2367abef]")),
                "SIGINT is ignored here");
    }

    private void stopsInOrder(String signal) throws IOException, InterruptedException {
        Process child = start("polite");
        try (BufferedReader out = reader(child)) {
            assertEquals("running", out.readLine());
            send(signal, child);
            JsonValue json = JsonValue.only(out.readLine());
            assertEquals(130L, json.at("exit_code"));
            assertEquals(6L, json.at("downloaded"));
            assertEquals(130, child.waitFor());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aSecondSignalEndsTheProcessAtOnce() throws IOException, InterruptedException {
        assumeCtrlCIsHeard();
        Process child = start("deaf");
        try (BufferedReader out = reader(child)) {
            assertEquals("running", out.readLine());
            send("INT", child);
            assertEquals("stopping; once more to stop at once", out.readLine());
            send("INT", child);
            assertEquals(130, child.waitFor());
        } finally {
            child.destroyForcibly();
        }
    }

    private Process start(String manner) throws IOException {
        CliRun.configuration(dir);
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        dir.toString(),
                        manner))
                .redirectErrorStream(manner.equals("deaf"))
                .start();
    }

    private static BufferedReader reader(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void send(String signal, Process child) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start();
        assertTrue(kill.waitFor() == 0);
    }

    /** The command line with a client that runs until it is cancelled, or for ever. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) {
            Cancellation cancellation = new Cancellation();
            FakeClient client = new FakeClient() {
                @Override
                public MirrorReport sync(SyncRequest request) throws MirrorCancelledException {
                    System.out.println("running");
                    if (args[1].equals("deaf")) {
                        waitForEver();
                    }
                    while (!request.cancellation().isCancelled()) {
                        Thread.onSpinWait();
                    }
                    throw new MirrorCancelledException(Samples.complete());
                }
            };
            CommandRunner runner = new CommandRunner(new Surroundings(
                    System.out,
                    System.err,
                    Map.of(),
                    Path.of(args[0]),
                    Optional.empty(),
                    0,
                    Clock.systemUTC(),
                    client,
                    cancellation));
            StopSignals.install(cancellation, runner.messages());
            System.exit(runner.run(new String[] {"--json", "sync", "--config-file", "c.yaml"}));
        }

        private static void waitForEver() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
