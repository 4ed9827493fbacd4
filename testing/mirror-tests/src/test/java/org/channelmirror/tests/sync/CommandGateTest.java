package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.HookException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.hooks.CommandGate;
import org.channelmirror.hooks.HookCommand;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real commands that look at real packages. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandGateTest extends SyncTestBase {

    private static final Duration LONG = Duration.ofMinutes(1);

    @BeforeEach
    void describe() throws Exception {
        channel.subdir(LINUX).pkg("bad", "1", "0").pkg("good", "1", "0").write();
    }

    private MirrorReport sync(HookCommand command) throws Exception {
        MirrorReport report = sync(builder -> builder.beforePublish(new CommandGate(command)));
        published.assertTruthful();
        return report;
    }

    private MirrorReport sync(String line) throws Exception {
        return sync(HookCommand.shell(line, temp, LONG));
    }

    private void assertVetoed(MirrorReport report, String reason) throws IOException {
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome());
        String failure = of(report, LINUX).failure().orElseThrow();
        assertTrue(failure.contains(reason), failure);
        assertFalse(published.has(LINUX, "good-1-0.conda"));
        assertFalse(published.has(LINUX, "bad-1-0.conda"));
    }

    @Test
    void theCommandReadsALineForEachPackage() throws Exception {
        sync("cat > seen.jsonl; env | grep ^CHANNEL_MIRROR_ | sort > environment");
        List<Map<String, Object>> seen = new ArrayList<>();
        for (String line : Files.readAllLines(temp.resolve("seen.jsonl"))) {
            seen.add(new java.util.TreeMap<>(JsonTree.object(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        assertEquals(2, seen.size());
        Map<String, Object> first = seen.get(0);
        assertEquals("bad-1-0.conda", first.get("file"));
        assertEquals("anaconda", first.get("account"));
        assertEquals(LINUX, first.get("subdir"));
        byte[] bytes = published.bytes(LINUX, "bad-1-0.conda");
        assertEquals((long) bytes.length, first.get("size"));
        assertEquals(Published.hash("SHA-256", bytes), first.get("sha256"));
        assertEquals(url().toString(), first.get("channel"));
        assertTrue(Path.of(String.valueOf(first.get("path"))).startsWith(root().resolve(".mirror")), first::toString);
        assertEquals(
                List.of(
                        "CHANNEL_MIRROR_ACCOUNT=anaconda",
                        "CHANNEL_MIRROR_HOOK=before_publish",
                        "CHANNEL_MIRROR_SUBDIR=linux-64"),
                Files.readAllLines(temp.resolve("environment")).stream()
                        .filter(line -> line.matches("CHANNEL_MIRROR_(ACCOUNT|HOOK|SUBDIR)=.*"))
                        .toList());
    }

    @Test
    void thePathLeadsToTheBytes() throws Exception {
        MirrorReport report = sync("sed 's/.*\"path\":\"\\([^\"]*\\)\".*/\\1/' | xargs sha256sum | sort > sums");
        assertTrue(report.isComplete(), report::toString);
        List<String> sums = Files.readAllLines(temp.resolve("sums")).stream()
                .map(line -> line.substring(0, 64))
                .toList();
        for (String file : List.of("bad-1-0.conda", "good-1-0.conda")) {
            assertTrue(sums.contains(Published.hash("SHA-256", published.bytes(LINUX, file))));
        }
    }

    @Test
    void exitCodeZeroWithoutReadingLetsEverythingPass() throws Exception {
        assertTrue(sync("true").isComplete());
        assertEquals(Set.of("bad-1-0.conda", "good-1-0.conda"), published.names(LINUX));
    }

    @Test
    void aNamedFileIsVetoedWithItsReason() throws Exception {
        MirrorReport report = sync("cat > /dev/null; echo; echo 'bad-1-0.conda  Eicar found'; echo scanned >&2");
        assertEquals(Set.of("good-1-0.conda"), published.names(LINUX));
        assertTrue(
                report.failures().get(0).reason().startsWith("before_publish vetoed it: Eicar found (kept as "),
                report::toString);
    }

    @Test
    void anotherExitCodeVetoesEverythingAndSaysTheLastError() throws Exception {
        assertVetoed(
                sync("echo bad-1-0.conda; echo first >&2; echo 'no signatures at https://u:secret@h/' >&2; exit 7"),
                "before_publish vetoed what arrived: the command ended with exit code 7: no signatures at https://********@h/;");
    }

    @Test
    void aWordsCommandIsRunInItsDirectory() throws Exception {
        Path script = Files.writeString(temp.resolve("scan.sh"), "#!/bin/sh\necho \"$1\"\n");
        assertTrue(script.toFile().setExecutable(true));
        sync(new HookCommand(List.of("./scan.sh", "bad-1-0.conda"), temp, LONG));
        assertEquals(Set.of("good-1-0.conda"), published.names(LINUX));
    }

    @Test
    void aCommandThatTakesTooLongIsEndedWithWhatItStarted() throws Exception {
        String line = "sh -c 'echo $$ > inner; while :; do read -r x || sleep 1000; done'; echo > went-on";
        assertVetoed(sync(HookCommand.shell(line, temp, Duration.ofSeconds(3))), "took longer than 3.0 s");
        awaitDeath(Long.parseLong(Files.readString(temp.resolve("inner")).strip()));
        assertFalse(Files.exists(temp.resolve("went-on")));
    }

    private static void awaitDeath(long pid) throws Exception {
        Optional<ProcessHandle> left = ProcessHandle.of(pid);
        if (left.isPresent()) {
            left.get().onExit().get();
        }
    }

    @Test
    void whatACommandLeavesBehindIsNotWaitedFor() throws Exception {
        MirrorReport report = sync("sleep 1000 & echo $! > left; echo bad-1-0.conda");
        ProcessHandle.of(Long.parseLong(Files.readString(temp.resolve("left")).strip()))
                .orElseThrow()
                .destroyForcibly();
        assertEquals(1, report.failureCount(), report::toString);
        assertEquals(Set.of("good-1-0.conda"), published.names(LINUX));
    }

    @Test
    void muchOutputOnBothSidesFillsNothing() throws Exception {
        String noise = "i=0; while [ $i -lt 3000 ]; do echo \"$x\" >&2; i=$((i+1)); done";
        MirrorReport report = sync("x=$(printf '%01000d' 0); " + noise + "; cat > /dev/null; " + noise
                + "; head -c 3000000 /dev/zero >&2; echo bad-1-0.conda");
        assertEquals(1, report.failureCount(), report::toString);
        assertEquals(Set.of("good-1-0.conda"), published.names(LINUX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"echo OK", "echo bad-1-0.conda: FOUND", "head -c 100000 /dev/zero", "echo ../bad-1-0.conda"})
    void aLineThatNamesNoFileLetsNothingPass(String line) throws Exception {
        assertVetoed(sync(line), "the command wrote what is no package's file name: ");
    }

    @Test
    void aLineThatNamesAnotherFileLetsNothingPass() throws Exception {
        assertVetoed(sync("echo baad-1-0.conda"), "vetoed what was not among the packages: baad-1-0.conda");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-scanner --all", "./no-such-scanner", "/no/such/scanner; exit 0"})
    void aMissingCommandIsToldBeforeAnythingIsFetched(String line) {
        HookException e = assertThrows(HookException.class, () -> sync(line));
        assertTrue(e.getMessage().startsWith("before_publish: there is no program \""), e::getMessage);
        assertEquals(List.of(), upstream.requests());
        HookCommand words = new HookCommand(List.of(line.replaceFirst("[; ].*", "")), temp, LONG);
        assertThrows(HookException.class, () -> sync(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 0",
                "if true; then exit 0; fi",
                "X=1 true",
                "\"$HOME/none\" || true",
                "{ :; }",
                "(true)",
                "true;",
                " : "
            })
    void whatOnlyTheShellUnderstandsIsLeftToIt(String line) throws Exception {
        assertTrue(sync(line).isComplete());
    }

    @Test
    void aCommandThatGoesMissingLaterLetsNothingPass() throws Exception {
        assertVetoed(sync("eval no-such-scanner"), "the command ended with exit code 127");
    }

    @Test
    void aCancellationEndsTheCommand() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", temp.resolve("fifo").toString())
                        .start()
                        .waitFor());
        HookCommand command = HookCommand.shell("echo $$ > fifo; exec sleep 1000", temp, LONG);
        SyncRequest request = request().beforePublish(new CommandGate(command)).build();
        long[] pid = new long[1];
        Thread canceller = new Thread(() -> {
            try (BufferedReader fifo = Files.newBufferedReader(temp.resolve("fifo"))) {
                pid[0] = Long.parseLong(fifo.readLine());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            request.cancellation().cancel();
        });
        canceller.start();
        assertThrows(MirrorCancelledException.class, () -> client.sync(request));
        canceller.join();
        awaitDeath(pid[0]);
        assertFalse(published.has(LINUX, "good-1-0.conda"));
        assertTrue(sync("true").isComplete());
    }

    @Test
    void anInterruptionEndsTheCommand() throws Exception {
        Thread main = Thread.currentThread();
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", temp.resolve("fifo").toString())
                        .start()
                        .waitFor());
        HookCommand command = HookCommand.shell("echo $$ > fifo; exec sleep 1000", temp, LONG);
        long[] pid = new long[1];
        Thread interrupter = new Thread(() -> {
            try (BufferedReader fifo = Files.newBufferedReader(temp.resolve("fifo"))) {
                pid[0] = Long.parseLong(fifo.readLine());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            main.interrupt();
        });
        interrupter.start();
        assertThrows(MirrorCancelledException.class, () -> sync(command));
        assertTrue(Thread.interrupted());
        interrupter.join();
        awaitDeath(pid[0]);
    }
}
