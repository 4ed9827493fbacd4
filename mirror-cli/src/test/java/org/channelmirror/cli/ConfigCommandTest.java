package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun run(String... args) {
        return CliRun.of(dir, client, args);
    }

    @Test
    void aRightConfigurationIsSaidToBe() throws IOException {
        String file = CliRun.configuration(dir, "dest_channel: r", "delta: x");
        CliRun run = run("config", "check", file);

        assertEquals(0, run.code(), run.err());
        assertEquals(dir.resolve(file) + ": nothing is wrong; it fills the account r\n", run.out());
        assertTrue(run.err().contains("\"delta\" has no effect"), run.err());
        JsonValue json = run("--json", "--config-file", file, "config", "check").json();
        assertEquals("config check", json.at("command"));
        assertEquals(List.of("r"), json.at("accounts"));
        assertTrue(String.valueOf(json.at("warnings/0/message")).contains("delta"));
    }

    @Test
    void everyMistakeIsTold() throws IOException {
        String file = CliRun.configuration(dir, "platfroms: [linux-64]", "max_retries: many");
        CliRun run = run("config", "check", file);

        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertTrue(
                run.err().contains(dir.resolve(file) + ":2:1: unknown key \"platfroms\"; did you mean \"platforms\"?"),
                run.err());
        assertTrue(run.err().contains(dir.resolve(file) + ":3:14: max_retries: expected a whole number"), run.err());
    }

    @Test
    void theMisprintOfTheOriginalsManualGetsItsHint() throws IOException {
        String file = CliRun.configuration(dir, "platforms:", "      * linux-64", "      * osx-64");
        CliRun run = run("config", "check", file);

        assertEquals(2, run.code());
        assertTrue(run.err().contains(":3:7: \"*\" is not a bullet in YAML: did you mean \"- linux-64\"?"), run.err());
    }

    @Test
    void aBareNameIsLookedUpBelowThePrefix() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("prefix/etc/anaconda-server/mirror"));
        CliRun.configuration(folder, "account: found");
        Files.move(folder.resolve("c.yaml"), folder.resolve("custom.yaml"));
        Map<String, String> environment = Map.of("CHANNEL_MIRROR_PREFIX", "prefix");

        CliRun check = CliRun.of(dir, client, environment, "config", "check", "custom");
        assertTrue(check.out().endsWith("it fills the account found\n"), check.out() + check.err());
        CliRun.of(dir, client, environment, "sync", "--mirror-config", "custom");
        assertEquals(new AccountName("found"), client.synced.get(0).account());
    }

    private static String row(CliRun run, String key) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith(key + " "))
                .findFirst()
                .orElse("no row " + key);
    }

    @Test
    void whatIsInForceIsShownWithWhereItComesFrom() throws IOException {
        String file = CliRun.configuration(dir, "platforms: Linux-64", "blacklist: [numpy]", "log_level: INFO");
        CliRun run = run("config", "show", file);

        assertEquals(0, run.code(), run.err());
        assertEquals(
                dir.resolve(file) + ", account anaconda in " + dir.resolve("mirror"),
                run.out().lines().findFirst().orElse(""));
        assertTrue(row(run, "channels").contains("[\"http://127.0.0.1:9/c/\"]"), run.out());
        assertTrue(row(run, "channels").endsWith("line 1"), run.out());
        assertTrue(row(run, "platforms").matches("platforms +\\[noarch, linux-64] +line 2"), run.out());
        assertTrue(row(run, "blacklist").matches("blacklist +\\[numpy] +line 3"), run.out());
        assertTrue(row(run, "account").matches("account +anaconda +default"), run.out());
        assertTrue(row(run, "mirror_dir").endsWith(dir.resolve("mirror") + "   default")
                || row(run, "mirror_dir").matches("mirror_dir +" + dir.resolve("mirror") + " +default"));
        assertTrue(row(run, "fetch_installers").matches("fetch_installers +false +default +the original tools .*"));
    }

    @Test
    void optionsAndVariablesComeFirst() throws IOException {
        String file = CliRun.configuration(dir, "account: a");
        CliRun run = CliRun.of(
                dir, client, Map.of("CHANNEL_MIRROR_ROOT", "/srv/x"), "config", "show", file, "--account", "b");
        assertTrue(row(run, "account").matches("account +b +--account"), run.out());
        assertTrue(row(run, "mirror_dir").matches("mirror_dir +/srv/x +\\$CHANNEL_MIRROR_ROOT"), run.out());
        assertTrue(row(run("config", "show", file, "--root", "/srv/y"), "mirror_dir")
                .matches("mirror_dir +/srv/y +--root"));
    }

    @Test
    void theSettingsAsJsonHoldNoSecret() throws IOException {
        Files.writeString(dir.resolve("s.yaml"), "channels: ['https://u:geheim@h/t/geheim/c']\nonly: [a, b]\n");
        CliRun run = run("config", "show", "s.yaml", "--json");

        assertFalse(run.out().contains("geheim"), run.out());
        JsonValue json = run.json();
        assertEquals("anaconda", json.at("mirrors/0/account"));
        assertEquals("channels", json.at("mirrors/0/settings/0/key"));
        assertEquals(List.of("https://********@h/t/********/c/"), json.at("mirrors/0/settings/0/value"));
        assertEquals("line 1", json.at("mirrors/0/settings/0/from"));
    }

    private static final String TWO = """
            platforms: linux-64
            mirrors:
              - {account: one, channels: 'http://127.0.0.1:9/1'}
              - {account: two, channels: 'http://127.0.0.1:9/2'}
            """;

    @Test
    void ofSeveralMirrorsTheAccountChoosesOne() throws IOException {
        Files.writeString(dir.resolve("m.yaml"), TWO);

        CliRun without = run("sync", "--config-file", "m.yaml");
        assertEquals(2, without.code());
        assertTrue(
                without.err().contains("it has 2 mirrors: one, two; choose one with --account NAME, or sync them all"),
                without.err());
        assertEquals(List.of(), client.synced);
        assertEquals(
                0, run("sync", "--config-file", "m.yaml", "--account", "two").code());
        assertEquals(
                "http://127.0.0.1:9/2/",
                client.synced.get(0).channels().get(0).url().toString());
        assertTrue(run("config", "check", "m.yaml").out().contains("it has 2 mirrors, for the accounts one, two"));
        assertEquals(
                2,
                run("config", "show", "m.yaml")
                        .out()
                        .lines()
                        .filter(line -> line.contains("m.yaml, account "))
                        .count());
        assertEquals(
                1,
                run("config", "show", "m.yaml", "--account", "one")
                        .out()
                        .lines()
                        .filter(line -> line.contains("m.yaml, account "))
                        .count());
    }
}
