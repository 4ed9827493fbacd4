package org.channelmirror.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several accounts in one root: what they remember, what they refuse, and what is done with all of them. */
class ManyMirrorsTest {

    @TempDir
    Path dir;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeChannels() throws IOException {
        for (String name : new String[] {"one", "two", "three"}) {
            ChannelBuilder.at(dir.resolve("up").resolve(name))
                    .subdir("noarch")
                    .pkg("both", "1", "0")
                    .pkg(name, "1", "0")
                    .write();
        }
        write("one.yaml", "channels: [./up/one]\nplatforms: noarch\n");
        write("two.yaml", "channels: [./up/two]\nplatforms: noarch\n");
        write(
                "many.yaml",
                "platforms: noarch",
                "mirrors:",
                "  - {account: a, channels: ./up/one}",
                "  - {account: b, channels: ./up/two}");
    }

    private Path write(String file, String... lines) throws IOException {
        return Files.writeString(dir.resolve(file), String.join("\n", lines) + "\n");
    }

    private CommandLineRun run(String... args) {
        return CommandLineRun.of(dir, environment, args);
    }

    private CommandLineRun in(Path folder, String... args) {
        return CommandLineRun.of(folder, environment, args);
    }

    private boolean has(String account, String file) {
        return Files.exists(
                dir.resolve("mirror/conda").resolve(account).resolve("noarch").resolve(file));
    }

    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dir.resolve("mirror/.mirror/state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                state.put(
                        file.toString(),
                        Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return state;
    }

    @Test
    void anAccountRemembersItsConfiguration() throws IOException {
        assertEquals(0, run("sync", "--config-file", "one.yaml").code());
        Map<String, String> before = state();
        CommandLineRun again = run("sync");
        assertEquals(0, again.code(), again.err());
        assertEquals(
                "using the configuration " + dir.resolve("one.yaml") + ", which filled the account anaconda\n",
                again.err());
        assertTrue(again.out().contains("nothing to do"), again.out());
        assertEquals(before, state(), "and notes nothing again");
        CommandLineRun json = run("sync", "--dry-run", "--json");
        assertTrue(json.out().startsWith("{\"command\":\"sync\""), json.out());
        CommandLineRun explain = run("explain", "one");
        assertTrue(explain.out().contains("noarch/one-1-0.conda  in"), explain.out());
    }

    @Test
    void whatIsRelativeInItStaysSo() throws IOException {
        run("sync", "--config-file", "one.yaml");
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        CommandLineRun run =
                in(elsewhere, "sync", "--root", dir.resolve("mirror").toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("nothing to do"), run.out());
    }

    @Test
    void theRootAndAccountAreThoseItWasFoundIn() throws IOException {
        write("placed.yaml", "channels: [./up/one]", "platforms: noarch", "account: own", "mirror_dir: first");
        run("sync", "--config-file", "placed.yaml", "--root", "second", "--account", "other");
        CommandLineRun run = run("sync", "--root", "second", "--account", "other", "--reset");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("account other in " + dir.resolve("second")), run.out());
        assertFalse(Files.exists(dir.resolve("first")));
    }

    @Test
    void ofAFileWithSeveralMirrorsItRemembersWhich() {
        run("sync", "--config-file", "many.yaml", "--account", "b");
        CommandLineRun run = run("sync", "--account", "b");
        assertEquals(0, run.code(), run.err());
        assertTrue(has("b", "two-1-0.conda"));
        assertFalse(has("b", "one-1-0.conda"));
        assertEquals(0, run("account", "rename", "b", "c").code());
        CommandLineRun renamed = run("sync", "--account", "c");
        assertTrue(renamed.out().contains("nothing to do"), renamed.err());
    }

    @Test
    void aConfigurationThatIsGoneIsAClearError() throws IOException {
        run("sync", "--config-file", "one.yaml");
        Files.delete(dir.resolve("one.yaml"));
        CommandLineRun run = run("sync");
        assertEquals(2, run.code());
        assertEquals(
                "error: the configuration " + dir.resolve("one.yaml")
                        + ", which filled the account anaconda, is gone\n"
                        + "hint: name the one that takes its place with --config-file\n",
                run.err());
    }

    @Test
    void anAccountIsNotFilledFromOtherChannels() throws IOException {
        run("sync", "--config-file", "one.yaml");
        Map<String, String> before = state();
        for (String[] line : new String[][] {
            {"sync", "--config-file", "two.yaml"},
            {"sync", "--dry-run", "--config-file", "two.yaml"}
        }) {
            CommandLineRun run = run(line);
            assertEquals(2, run.code());
            assertTrue(
                    run.err()
                            .startsWith("error: account anaconda was filled from "
                                    + dir.resolve("up/one").toUri() + ", and not from "
                                    + dir.resolve("up/two").toUri()),
                    run.err());
            assertTrue(run.err().contains("--change-channels"), run.err());
        }
        assertEquals(before, state());
        assertFalse(has("anaconda", "two-1-0.conda"));
        CommandLineRun changed = run("sync", "--config-file", "two.yaml", "--change-channels");
        assertEquals(0, changed.code(), changed.err());
        assertTrue(has("anaconda", "two-1-0.conda"));
        assertEquals(0, run("sync").code(), "and it is filled from that one now");
        assertEquals(2, run("sync", "--config-file", "one.yaml").code());
    }

    @Test
    void oneChannelMoreIsNoChangeAndOneLessIs() throws IOException {
        run("sync", "--config-file", "one.yaml");
        write("both.yaml", "channels: [./up/two, ./up/one]", "platforms: noarch");
        assertEquals(0, run("sync", "--config-file", "both.yaml").code());
        assertEquals(2, run("sync", "--config-file", "one.yaml").code());
    }

    @Test
    void aMappingMakesNoOtherChannel() throws IOException {
        write("mapped.yaml", "channels: [one]", "platforms: noarch", "url_mapping: {https://conda.anaconda.org: ./up}");
        assertEquals(0, run("sync", "--config-file", "mapped.yaml").code());
        ChannelBuilder.at(dir.resolve("parent/one"))
                .subdir("noarch")
                .pkg("both", "1", "0")
                .pkg("one", "1", "0")
                .write();
        write(
                "mapped.yaml",
                "channels: [one]",
                "platforms: noarch",
                "url_mapping: {https://conda.anaconda.org: ./parent}");
        CommandLineRun run = run("sync");
        assertEquals(0, run.code(), run.err());
    }

    @Test
    void allMirrorsAreSyncedAndOneReportTellsOfThem() {
        CommandLineRun run = run("sync", "--all", "--config-file", "many.yaml");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().endsWith("2 accounts: 2 complete, 0 in part, 0 failed\n"), run.out());
        assertTrue(has("a", "one-1-0.conda") && has("b", "two-1-0.conda"));
        CommandLineRun again = run("sync", "--all", "--json");
        assertEquals(0, again.code(), again.err());
        assertTrue(
                again.out()
                        .startsWith(
                                "{\"command\":\"sync\",\"exit_code\":0,\"accounts\":[{\"exit_code\":0,\"account\":\"a\""),
                again.out());
        assertTrue(again.out().contains("\"account\":\"b\""), again.out());
    }

    @Test
    void oneFailureDoesNotStopTheRest() throws IOException {
        write(
                "many.yaml",
                "platforms: noarch",
                "mirrors:",
                "  - {account: a, channels: ./up/nowhere}",
                "  - {account: b, channels: ./up/two}");
        CommandLineRun run = run("sync", "--all", "--config-file", "many.yaml");
        assertEquals(3, run.code(), run.err());
        assertTrue(has("b", "two-1-0.conda"));
        assertTrue(run.err().startsWith("error: account a: "), run.err());
        assertTrue(run.out().endsWith("2 accounts: 1 complete, 0 in part, 1 failed\n"), run.out());
        CommandLineRun json = run("sync", "--all", "--json", "--config-file", "many.yaml");
        assertTrue(
                json.out().contains("{\"exit_code\":1,\"account\":\"a\",\"root\":\"" + dir.resolve("mirror")),
                json.out());
        assertTrue(json.out().contains("\"error\":{\"message\":"), json.out());
    }

    @Test
    void whereAllFailNothingIsDone() throws IOException {
        write(
                "many.yaml",
                "mirrors:",
                "  - {account: a, channels: ./up/nowhere}",
                "  - {account: b, channels: ./up/nowhere-else}");
        assertEquals(1, run("sync", "--all", "--config-file", "many.yaml").code());
        assertEquals(2, run("sync", "--all", "--account", "a").code());
        assertEquals(2, run("sync", "--all").code(), "there is no account");
        CommandLineRun which = run("sync", "--config-file", "many.yaml");
        assertEquals(2, which.code());
        assertTrue(which.err().contains("it has 2 mirrors: a, b; choose one with --account NAME"), which.err());
    }

    @Test
    void accountsOfAServerAreMirroredTogether() throws IOException {
        write(
                "accounts.yaml",
                "accounts: [one, two]",
                "account_mapping: {two: zwei}",
                "platforms: noarch",
                "url_mapping: {https://conda.anaconda.org: ./up}");
        CommandLineRun run = run("sync", "--all", "--config-file", "accounts.yaml");
        assertEquals(0, run.code(), run.err());
        assertTrue(has("one", "one-1-0.conda") && has("zwei", "two-1-0.conda"));
    }

    @Test
    void aSlipInAnAccountsNameIsNotTakenForAMirrorThatIsWell() {
        run("sync", "--all", "--config-file", "many.yaml");
        assertEquals(2, run("verify", "--account", "aa").code());
        CommandLineRun status = run("status", "--account", "aa");
        assertEquals(2, status.code());
        assertTrue(status.err().contains("there is no account aa in "), status.err());
        CommandLineRun licenses = run("status", "--licenses");
        assertEquals(2, licenses.code());
        assertTrue(licenses.err().contains("the root has several accounts: a, b"), licenses.err());
        assertEquals(0, run("status", "--licenses", "--account", "a").code());
    }

    @Test
    void accountsAreListedRenamedAndDeleted() {
        run("sync", "--all", "--config-file", "many.yaml");
        String list = run("account", "list").out();
        assertTrue(list.lines().anyMatch(line -> line.matches("a +2 +\\S+ \\S+ +.*many.yaml")), list);
        assertTrue(run("account", "list", "--json").out().contains("\"mirror\":\"b\""));
        assertEquals(0, run("account", "rename", "a", "neu").code());
        assertTrue(has("neu", "one-1-0.conda"));
        assertFalse(has("a", "one-1-0.conda"));
        assertEquals(2, run("account", "rename", "a", "x").code());
        assertEquals(2, run("account", "rename", "neu", "b").code());
        assertEquals(2, run("account", "rename", "b", "b").code());
        CommandLineRun unasked = run("account", "delete", "b");
        assertEquals(2, unasked.code());
        assertTrue(unasked.err().contains("has 2 packages"), unasked.err());
        assertTrue(unasked.err().contains("hint: say --yes"), unasked.err());
        assertTrue(has("b", "two-1-0.conda"));
        CommandLineRun gone = run("account", "delete", "b", "--yes");
        assertEquals(0, gone.code(), gone.err());
        assertTrue(gone.out().contains("is gone, with 2 files"), gone.out());
        assertFalse(has("b", "two-1-0.conda"));
        assertTrue(run("account", "list").out().lines().noneMatch(line -> line.startsWith("b ")));
        assertEquals(2, run("account", "delete", "b").code());
        assertEquals(2, run("account", "delete", "b", "--yes").code());
        assertTrue(has("neu", "both-1-0.conda"));
    }

    @Test
    void theSameFileIsStoredOnce() throws IOException {
        run("sync", "--config-file", "one.yaml", "--account", "x");
        CommandLineRun run = run("sync", "--config-file", "one.yaml", "--account", "y");
        assertTrue(run.out().contains("0 packages fetched (0 B), 2 shared with another account"), run.out());
        assertEquals(
                Files.getAttribute(dir.resolve("mirror/conda/x/noarch/one-1-0.conda"), "unix:ino"),
                Files.getAttribute(dir.resolve("mirror/conda/y/noarch/one-1-0.conda"), "unix:ino"));
    }

    @Test
    void theLogIsKeptWhereTheConfigurationSays() throws IOException {
        environment.put("SECRET", "geheim");
        write(
                "one.yaml",
                "channels: [./up/one]",
                "platforms: noarch",
                "log_dir: logs",
                "api_domain: https://u:geheim@example.org/");
        run("sync", "--config-file", "one.yaml");
        run("sync");
        String log = Files.readString(dir.resolve("logs/anaconda.log"));
        assertEquals(
                2, log.lines().filter(line -> line.contains("has no effect")).count(), log);
        assertTrue(log.contains("INFO account anaconda in " + dir.resolve("mirror") + ": 2 packages fetched"), log);
        assertTrue(log.contains("nothing to do"), log);
        assertTrue(log.contains("INFO sync: exit code 0"), log);
        assertTrue(log.lines().allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*")), log);
        assertFalse(log.contains("geheim"), log);
        Files.writeString(dir.resolve("file"), "");
        write("one.yaml", "channels: [./up/one]", "platforms: noarch", "log_dir: file/logs");
        CommandLineRun run = run("sync");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("log_dir: the log file"), run.err());
    }
}
