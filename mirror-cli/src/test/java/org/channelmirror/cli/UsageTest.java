package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun run(String... args) {
        return CliRun.of(dir, client, args);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "snyc",
                "sync --nope",
                "sync --root",
                "sync extra",
                "--account A status",
                "--account t status",
                "-q -v status",
                "help nope",
                "help config nope",
                "explain",
                "explain numpy",
                "explain numpy>>1 --config-file c.yaml",
                "config",
                "config check",
                "config check absent.yaml",
                "config check a.yaml --config-file b.yaml",
                "config show a.yaml b.yaml",
                "demo --config-file c.yaml",
                "sync",
                "sync --config-file absent.yaml"
            })
    void wrongCommandLinesEndWith2AndOneReadableError(String line) {
        CliRun run = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("error: "), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--json sync --nope", "sync --nope --json", "--json", "sync --json", "--json --account A sync"})
    void wrongCommandLinesAreOneJsonObjectWhenJsonWasAskedFor(String line) {
        CliRun run = run(line.split(" "));
        assertEquals(2, run.code());
        assertEquals(2L, run.json().at("exit_code"));
        assertTrue(!run.json().at("error/message").toString().isEmpty());
        assertEquals("", run.err());
    }

    @Test
    void anUnknownOptionGetsTheNearestAsAHint() {
        assertTrue(run("sync", "--dry-rum").err().contains("hint: did you mean --dry-run?"));
    }

    @Test
    void withoutAConfigurationTheHintSaysHowToWriteOne() {
        assertTrue(run("sync").err().contains("hint: write mirror.yaml with the lines \"channels: ["));
    }

    @Test
    void theMistakesOfAConfigurationAreListed() throws IOException {
        String file = CliRun.configuration(dir, "chanels: [x]", "platfroms: [linux-64]");
        CliRun run = run("--json", "sync", "--config-file", file);
        assertEquals(2, run.code());
        assertTrue(run.json().at("error/problems/0").toString().contains(":2:"), run.out());
        assertTrue(run.json().at("error/problems/1").toString().contains(":3:"), run.out());
    }

    @Test
    void optionsStandBeforeOrAfterTheCommand() throws IOException {
        String file = CliRun.configuration(dir);
        for (String line : new String[] {
            "--account a1 --mirror-config " + file + " --json sync",
            "sync --json --config-file " + file + " --account=a1"
        }) {
            CliRun run = run(line.split(" "));
            assertEquals(0, run.code(), run.err());
            assertEquals("sync", run.json().at("command"));
        }
        client.synced.forEach(request -> assertEquals(new AccountName("a1"), request.account()));
        assertEquals(2, client.synced.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "sync --version", "-V"})
    void printsTheVersion(String line) {
        CliRun run = run(line.split(" "));
        assertEquals(0, run.code());
        assertTrue(run.out().matches("channel-mirror \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void theVersionIsJsonToo() {
        assertTrue(run("--json", "--version").json().at("version").toString().matches("\\d.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config check --help", "help config check"})
    void printsTheHelpOfASubcommand(String line) {
        CliRun run = run(line.split(" "));
        assertEquals(0, run.code());
        assertTrue(run.out().contains("Usage: channel-mirror config check"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync --help", "help sync", "sync -h"})
    void printsTheHelpOfACommand(String line) {
        CliRun run = run(line.split(" "));
        assertEquals(0, run.code());
        assertTrue(run.out().contains("Usage: channel-mirror sync"), run.out());
        assertTrue(run.out().contains("--dry-run"), run.out());
    }

    @Test
    void theHelpHasEveryExitCode() {
        String help = run("--help").out();
        for (ExitCode code : ExitCode.values()) {
            assertTrue(help.lines().anyMatch(line -> line.matches(" +" + code.code() + " .*")), code + "\n" + help);
        }
    }
}
