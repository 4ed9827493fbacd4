package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.AliasResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCommandTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun run(String... args) {
        return CliRun.of(dir, client, args);
    }

    private List<String> lines(String... args) {
        CliRun run = run(args);
        assertEquals(0, run.code(), run.err());
        assertTrue(client.closed);
        return run.out().lines().toList();
    }

    private List<String> asked() {
        return client.snapshots.asked;
    }

    @Test
    void create() {
        assertEquals(
                List.of("snapshot 2026-02 of account r: 5 packages, 2.5 kB, at "
                        + dir.resolve("mirror/conda/r/label/2026-02")),
                lines("snapshot", "create", "2026-02", "--account", "r"));
        assertEquals(List.of("create 2026-02"), asked());
        assertEquals(new AccountName("r"), client.snapshotsOf);
        JsonValue json = run("--json", "snapshot", "create", "2026-02").json();
        assertEquals("snapshot create", json.at("command"));
        assertEquals("2026-02", json.at("snapshot/name"));
        assertEquals(5L, json.at("snapshot/packages"));
        assertEquals("linux-64", json.at("snapshot/subdirs/1/subdir"));
    }

    @Test
    void whatIsRefusedEndsWith2() {
        CliRun run = run("snapshot", "create", "prod");
        assertEquals(2, run.code());
        assertEquals("error: snapshot prod: it exists\n", run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot",
                "snapshot create",
                "snapshot create A",
                "snapshot create a/b",
                "snapshot create a b",
                "snapshot publish a",
                "snapshot diff",
                "snapshot restore",
                "snapshot delete .."
            })
    void wrongNamesEndWith2(String line) {
        CliRun run = run(line.split(" "));
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("error: "), run.err());
        assertEquals(List.of(), asked());
    }

    @Test
    void list() {
        assertEquals(
                List.of(
                        "         packages    size               created      labels",
                        "2026-01         5  2.5 kB  2026-01-02T03:04:05Z  prod, test",
                        "spare           5  2.5 kB  2026-01-02T03:04:05Z           -"),
                lines("snapshot", "list"));
        JsonValue json = run("--json", "snapshot", "list").json();
        assertEquals(List.of("prod", "test"), json.at("snapshots/0/labels"));
        assertEquals("2026-01-02T03:04:05Z", json.at("snapshots/1/created"));
    }

    @Test
    void diff() {
        assertEquals(
                List.of(
                        "from 2026-01 to prod:",
                        "linux-64: 7 added, 1 removed, 1 replaced; 2 names upgraded",
                        "  a 1 -> 2",
                        "  and 1 more upgraded",
                        "  + a-2-0.conda",
                        "  and 6 more added",
                        "  - a-1-0.conda",
                        "  ! b-1-0.conda"),
                lines("snapshot", "diff", "2026-01", "prod"));
        assertEquals(
                List.of("from 2026-01 to account anaconda now: no difference"), lines("snapshot", "diff", "2026-01"));
        JsonValue json = run("--json", "snapshot", "diff", "2026-01", "prod").json();
        assertEquals("prod", json.at("to"));
        assertEquals(7L, json.at("subdirs/1/added"));
        assertEquals(List.of("a-2-0.conda"), json.at("subdirs/1/added_files"));
        assertEquals(Map.of("name", "a", "from", "1", "to", "2"), json.at("subdirs/1/upgrades/0"));
    }

    @Test
    void publish() {
        assertEquals(
                List.of("label prod of account anaconda shows snapshot 2026-01, no longer 2025-12, at "
                        + dir.resolve("mirror/conda/anaconda/label/prod")),
                lines("snapshot", "publish", "2026-01", "prod"));
        JsonValue json = run("--json", "snapshot", "publish", "2026-01", "prod").json();
        assertEquals("2025-12", json.at("previous"));
        assertEquals(true, json.at("static"));
        client.snapshots.alias = AliasResult.UNSUPPORTED;
        assertTrue(run("snapshot", "publish", "2026-01", "prod")
                .err()
                .startsWith("warning: label prod: no link can be made"));
    }

    @Test
    void restore() {
        CliRun run = run("snapshot", "restore", "2026-01");
        assertEquals(
                List.of(
                        "account anaconda shows snapshot 2026-01 again, and is held: nothing changes it until"
                                + " \"channel-mirror release\"",
                        "          packages  brought back  no longer listed",
                        "linux-64         3             1                 4"),
                run.out().lines().toList());
        assertEquals("warning: linux-64: odd\n", run.err());
        JsonValue json = run("--json", "snapshot", "restore", "2026-01").json();
        assertEquals("snapshot 2026-01 was restored", json.at("hold/reason"));
        assertEquals(1L, json.at("subdirs/0/brought_back"));
    }

    @Test
    void delete() {
        assertEquals(List.of("snapshot 2026-01 is deleted: 9 files"), lines("snapshot", "delete", "2026-01"));
        assertEquals(List.of("label prod is deleted; its snapshot stays"), lines("snapshot", "delete", "prod"));
        assertEquals("label", run("--json", "snapshot", "delete", "prod").json().at("kind"));
    }

    @Test
    void everyCommandThatTakesTheLockCanBreakIt() throws Exception {
        run("release");
        run("account", "rename", "a", "b");
        run("account", "delete", "a", "--yes");
        assertEquals(List.of(LockPolicy.RESPECT, LockPolicy.RESPECT, LockPolicy.RESPECT), client.locks);
        client.locks.clear();
        for (String line : List.of(
                "snapshot create a",
                "snapshot publish a b",
                "snapshot restore a",
                "snapshot delete a",
                "hold",
                "release",
                "account rename a b",
                "account delete a --yes")) {
            run((line + " --break-lock").split(" "));
            assertEquals(List.of(LockPolicy.BREAK), client.locks, line);
            client.locks.clear();
        }
        String configuration = CliRun.configuration(dir);
        run("clean", "--break-lock", "--config-file", configuration);
        run("sync", "--break-lock", "--config-file", configuration);
        run("verify", "--repair", "--break-lock", "--config-file", configuration);
        assertEquals(LockPolicy.BREAK, client.cleaned.get(0).mirror().lock());
        assertEquals(LockPolicy.BREAK, client.synced.get(0).lock());
        assertEquals(
                LockPolicy.BREAK, client.verified.get(0).repair().orElseThrow().lock());
    }

    @Test
    void holdAndRelease() {
        assertEquals(
                List.of("account anaconda is held since 2026-01-02T03:04:05Z (an audit): nothing changes it until"
                        + " \"channel-mirror release\""),
                lines("hold", "--reason", "an audit"));
        assertEquals(true, run("--json", "hold").json().at("held"));
        String released = "account anaconda is released; it was held since 2026-01-02T03:04:05Z (audit)";
        assertEquals(List.of(released), lines("release"));
        assertEquals(List.of(released), lines("snapshot", "release"));
        assertEquals(List.of("hold an audit", "hold no reason given", "release", "release"), asked());
        client.snapshots.hold = Optional.empty();
        assertEquals(List.of("account anaconda was not held"), lines("release"));
        assertEquals(false, run("--json", "snapshot", "release").json().at("held"));
    }
}
