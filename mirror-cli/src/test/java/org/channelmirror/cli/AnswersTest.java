package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    @TempDir
    Path dir;

    private String file;

    @BeforeEach
    void writeConfiguration() throws IOException {
        file = CliRun.configuration(dir);
    }

    private CliRun text(MirrorReport report) {
        return CliRun.of(dir, FakeClient.reporting(report), "sync", "--config-file", file);
    }

    private JsonValue json(MirrorReport report) {
        return CliRun.of(dir, FakeClient.reporting(report), "sync", "--json", "--config-file", file)
                .json();
    }

    @Test
    void aSyncIsATableAndASummaryOnStdout() {
        assertEquals(
                List.of(
                        "            outcome  published  added  replaced  hidden",
                        "noarch    published         10      3         2       1",
                        "linux-64  published         10      3         2       1",
                        "account anaconda in " + dir.resolve("mirror")
                                + ": 6 packages fetched (2.5 MB), 2 found here already, 3.2 s"),
                text(Samples.complete()).out().lines().toList());
    }

    @Test
    void warningsGoToStderrWithoutControlCharacters() {
        assertEquals(
                "warning: linux-64: odd ?[31m record\n",
                text(Samples.complete()).err());
    }

    @Test
    void nothingNewIsSaid() {
        assertTrue(text(Samples.unchanged()).out().contains("nothing to do, 0.0 s"));
    }

    @Test
    void theFirstTwentyFailedPackagesAreListed() {
        String twenty = text(Samples.withFailedPackages(20)).out();
        assertTrue(
                twenty.contains(
                        "20 packages could not be had; the next sync tries again what is selected and listed then:"),
                twenty);
        assertTrue(twenty.contains("  linux-64/p19-1-0.conda: answered 404"), twenty);
        assertFalse(twenty.contains(" more"), twenty);
        String many = text(Samples.withFailedPackages(23)).out();
        assertTrue(many.contains("  and 3 more"), many);
        assertFalse(many.contains("p20-1-0.conda"), many);
    }

    @Test
    void aFailedSubdirSaysWhy() {
        String out = text(Samples.withSubdirs(Samples.published(Subdir.NOARCH), Samples.failed(Samples.LINUX)))
                .out();
        assertTrue(out.contains("linux-64 failed: answered 503"), out);
    }

    @Test
    void aSyncAsJson() {
        JsonValue json = json(Samples.withFailedPackages(2));
        assertEquals(
                Set.of(
                        "command",
                        "exit_code",
                        "account",
                        "root",
                        "complete",
                        "downloaded",
                        "downloaded_bytes",
                        "adopted",
                        "shared",
                        "failed",
                        "failures",
                        "dependencies",
                        "warnings",
                        "subdirs",
                        "duration_ms"),
                ((Map<?, ?>) json.value()).keySet());
        assertEquals("anaconda", json.at("account"));
        assertEquals(false, json.at("complete"));
        assertEquals(3L, json.at("exit_code"));
        assertEquals(6L, json.at("downloaded"));
        assertEquals(2_501_500L, json.at("downloaded_bytes"));
        assertEquals(2L, json.at("adopted"));
        assertEquals(2L, json.at("failed"));
        assertEquals(
                Map.of("subdir", "linux-64", "file", "p1-1-0.conda", "reason", "answered 404"), json.at("failures/1"));
        assertEquals("odd \u001b[31m record", json.at("warnings/0/message"));
        assertEquals(
                Map.of(
                        "subdir",
                        "linux-64",
                        "outcome",
                        "published",
                        "published",
                        10L,
                        "added",
                        3L,
                        "replaced",
                        2L,
                        "hidden",
                        1L),
                json.at("subdirs/0"));
        assertEquals(3210L, json.at("duration_ms"));
    }

    @Test
    void aFailedSubdirAsJson() {
        JsonValue json = json(Samples.withSubdirs(Samples.published(Subdir.NOARCH), Samples.failed(Samples.LINUX)));
        assertNull(json.at("subdirs/0/failure"));
        assertEquals("failed", json.at("subdirs/1/outcome"));
        assertEquals("answered 503", json.at("subdirs/1/failure"));
    }

    @Test
    void aDryRunIsATableWithTotalsAndReasons() {
        CliRun run = CliRun.of(dir, new FakeClient(), "sync", "--dry-run", "--config-file", file);
        assertEquals(
                List.of(
                        "a sync of account anaconda in " + dir.resolve("mirror") + " would fetch 10 packages (2.5 MB)",
                        "          listed  selected  left out  to fetch    size  to replace  to hide",
                        "noarch         5         4         1         4  1.5 kB           0        0",
                        "linux-64      20         8        12         6  2.5 MB           2        1",
                        "total         25        12        13        10  2.5 MB           2        1",
                        "noarch: 1 package left out: blacklist: six",
                        "linux-64: 2 packages left out: blacklist: six",
                        "linux-64: 10 packages left out: platforms",
                        "linux-64: 3 packages brought back: dependencies: needed by b",
                        "linux-64: 1 package brought back: dependencies: needed by a",
                        "total: 3 packages left out: blacklist: six",
                        "total: 10 packages left out: platforms",
                        "selected packages need 1 name that no selected package provides:",
                        "  lib0, needed by 1 package (\"lib0 >=2\"): exclude: lib*",
                        "1 selected name cannot be installed: app0"),
                run.out().lines().toList());
        assertTrue(run.err().contains("warning: linux-64: two records have the same name"));
    }

    @Test
    void aDryRunAsJson() {
        JsonValue json = CliRun.of(dir, new FakeClient(), "sync", "--dry-run", "--json", "--config-file", file)
                .json();
        assertEquals(true, json.at("dry_run"));
        assertEquals(true, json.at("complete"));
        assertEquals(
                Map.of(
                        "listed",
                        25L,
                        "selected",
                        12L,
                        "left_out",
                        13L,
                        "to_fetch",
                        10L,
                        "bytes_to_fetch",
                        2_501_500L,
                        "to_replace",
                        2L,
                        "to_hide",
                        1L,
                        "unavailable",
                        0L,
                        "rejected",
                        Map.of("blacklist: six", 3L, "platforms", 10L),
                        "restored",
                        Map.of("dependencies: needed by a", 1L, "dependencies: needed by b", 3L)),
                json.at("totals"));
        assertEquals("checked", json.at("dependencies/status"));
        assertEquals(1L, json.at("dependencies/missing"));
        assertEquals("linux-64", json.at("subdirs/1/subdir"));
        assertEquals(Map.of("blacklist: six", 2L, "platforms", 10L), json.at("subdirs/1/rejected"));
        assertEquals("two records have the same name", json.at("warnings/0/message"));
    }

    @Test
    void theTenMissingNamesThatMostPackagesNeedAreListed() {
        String ten = text(Samples.with(Samples.missing(10, ClosureRequirement.REPORTED)))
                .out();
        assertTrue(ten.contains("selected packages need 10 names that no selected package provides:"), ten);
        assertTrue(ten.contains("  lib9, needed by 1 package (\"lib9 >=2\"): exclude: lib*"), ten);
        assertFalse(ten.contains(" more"), ten);
        String many = text(Samples.with(Samples.missing(12, ClosureRequirement.REPORTED)))
                .out();
        assertTrue(many.contains("  and 2 more, which --json names"), many);
        assertTrue(many.contains("12 selected names cannot be installed: app0, app1,"), many);
        assertTrue(many.contains(", app9 and 2 more, which --json names"), many);
        assertFalse(many.contains("app10"), many);
        assertFalse(many.contains("lib10"), many);
    }

    @Test
    void missingNamesAsJson() {
        JsonValue json = json(Samples.with(Samples.missing(12, ClosureRequirement.REQUIRED)));
        assertEquals(3L, json.at("exit_code"));
        assertEquals(true, json.at("dependencies/required"));
        assertEquals(12L, json.at("dependencies/missing"));
        assertEquals(
                Map.of("name", "lib11", "spec", "lib11 >=2", "reason", "exclude: lib*", "packages", 1L),
                json.at("dependencies/broken/11"));
        assertEquals(12L, json.at("dependencies/uninstallable_count"));
        assertEquals("app11", json.at("dependencies/uninstallable/11"));
    }

    @Test
    void missingNamesThatNobodyAsksForAreNoFailure() {
        assertEquals(
                0,
                text(Samples.with(Samples.missing(1, ClosureRequirement.REPORTED)))
                        .code());
    }

    @Test
    void whatIsStillMissingIsSaidToBe() {
        DependencyCheck found = Samples.missing(1, ClosureRequirement.REPORTED);
        DependencyCheck unchanged = new DependencyCheck(
                DependencyCheck.Status.UNCHANGED,
                found.requirement(),
                found.count(),
                found.broken(),
                found.uninstallable());
        String out = text(Samples.with(unchanged)).out();
        assertTrue(out.contains("need 1 name that no selected package provides, as at the last sync:"), out);
        assertTrue(out.contains("  lib0, needed by 1 package"), out);
        assertTrue(
                out.contains("1 selected name cannot be installed, as at the last sync: app0" + System.lineSeparator()),
                out);
    }

    @Test
    void aStatusAsTextAndJson() {
        CliRun text = CliRun.of(dir, new FakeClient(), "status");
        assertEquals(
                List.of(
                        "account anaconda in " + dir.resolve("mirror") + ": 32 packages, 123.5 kB",
                        "        packages      size             published                                       from",
                        "noarch        32  123.5 kB  2026-01-02T03:04:05Z  http://example.org/c/noarch/repodata.json",
                        "upstream: http://example.org/c/",
                        "last change: 2026-01-02T03:04:05Z",
                        "last run: sync (process 7 on web1), begun 2026-01-03T00:00:00Z",
                        "last result: incomplete since 2026-01-02T03:04:06Z: 1 package and 0 subdirs failed",
                        "1 package failed in the last sync:",
                        "  noarch/a-1-0.conda: HTTP status 500",
                        "snapshots: 2026-01 (prod, test), spare",
                        "held since 2026-01-02T03:04:05Z (audit): nothing changes it until \"channel-mirror release\"",
                        "to be deleted: 2 files (3.0 kB), the first from 2026-01-04T00:00:00Z on"),
                text.out().lines().toList());
        JsonValue json = CliRun.of(dir, new FakeClient(), "--json", "status").json();
        assertEquals(List.of("prod", "test"), json.at("accounts/0/snapshots/0/labels"));
        assertEquals("audit", json.at("accounts/0/hold/reason"));
        assertEquals(3000L, json.at("accounts/0/waiting/bytes"));
        assertEquals("2026-01-04T00:00:00Z", json.at("accounts/0/due"));
        assertEquals(32L, json.at("packages"));
        assertEquals(123_456L, json.at("accounts/0/subdirs/0/bytes"));
        assertEquals("2026-01-02T03:04:05Z", json.at("accounts/0/subdirs/0/published"));
        assertEquals("http://example.org/c/noarch/repodata.json", json.at("accounts/0/subdirs/0/upstream"));
    }

    @Test
    void anAccountThatWasNeverFilledSaysSo() {
        FakeClient empty = new FakeClient() {
            @Override
            public MirrorStatus status(StatusRequest request) {
                return Samples.nothing();
            }
        };
        CliRun run = CliRun.of(dir, empty, "status");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("was never synced"), run.out());
    }

    @Test
    void anInventoryIsACsvWithAHead() {
        CliRun text = CliRun.of(dir, new FakeClient(), "status", "--inventory");
        assertEquals(
                List.of("subdir,name,size,sha256", "noarch,a-1-0.conda,5," + "ab".repeat(32), "noarch,b-1-0.conda,6,"),
                text.out().lines().toList());
        JsonValue json = CliRun.of(dir, new FakeClient(), "--json", "status", "--inventory")
                .json();
        assertEquals(6L, json.at("files/1/size"));
        assertEquals("ab".repeat(32), json.at("files/0/sha256"));
    }

    @Test
    void licencesAreCountedAsCsv() {
        CliRun text = CliRun.of(dir, new FakeClient(), "status", "--licenses");
        assertEquals(
                List.of("license,packages,bytes", "\"MIT, or \"\"as is\"\"\",30,1000", ",2,5"),
                text.out().lines().toList());
        assertEquals(
                "MIT, or \"as is\"",
                CliRun.of(dir, new FakeClient(), "--json", "status", "--licenses")
                        .json()
                        .at("licenses/0/license"));
        assertEquals(
                2,
                CliRun.of(dir, new FakeClient(), "status", "--licenses", "--inventory")
                        .code());
    }

    @Test
    void aHistoryIsToldOldestFirst() {
        FakeClient client = new FakeClient();
        CliRun text = CliRun.of(dir, client, "history", "a >=1");
        assertEquals(
                List.of(
                        "2026-01-02T03:04:05Z  arrived  anaconda/noarch/a-1-0.conda  from http://example.org/c/",
                        "2026-01-02T03:05:05Z  hidden  anaconda/noarch/a-1-0.conda"),
                text.out().lines().toList());
        assertTrue(client.histories.get(0).account().isEmpty());
        JsonValue json = CliRun.of(dir, client, "--json", "--account", "mine", "history", "a")
                .json();
        assertEquals("hidden", json.at("events/1/event"));
        assertEquals("mine", client.histories.get(1).account().orElseThrow().value());
        assertEquals(2, CliRun.of(dir, client, "history", "a[colour=red]").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "export x.tar",
                "snapshot list",
                "hold --reason=audit",
                "account rename a b",
                "account delete a --yes"
            })
    void aRootThatIsNotThereIsNoMirror(String command) {
        FakeClient client = new FakeClient();
        CliRun run = CliRun.of(dir, client, ("--root typo " + command).split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("there is no mirror at "), run.err());
        assertFalse(Files.exists(dir.resolve("typo")));
    }

    @Test
    void whoHasNoHistoryIsKnownAtLeast() {
        FakeClient client = new FakeClient();
        client.historic = false;
        CliRun text = CliRun.of(dir, client, "history", "zlib");
        assertEquals(0, text.code());
        assertEquals("nothing is known to have happened to zlib", text.out().strip());
        CliRun unknown = CliRun.of(dir, client, "--account", "nope", "history", "zlib");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("there is no account nope in "), unknown.err());
    }

    @Test
    void aVerificationTellsTheDamageAndEndsWithIt() {
        CliRun text = CliRun.of(dir, new FakeClient(), "verify");
        assertEquals(4, text.code());
        assertTrue(text.out().contains("2 files damaged; \"verify --repair\" fetches them again"), text.out());
        assertTrue(
                text.out().contains("  conda/anaconda/noarch/a-1-0.conda: corrupt: expected 5 bytes, got 6"),
                text.out());
        assertTrue(
                text.out()
                        .contains("  conda/anaconda/label/prod: damaged label: it does not show the snapshot 2026-01"),
                text.out());
        assertTrue(text.out().contains("1 file that the index does not list, 7 B:"), text.out());
        assertTrue(text.out().contains("2026-01"), text.out());
        JsonValue json = CliRun.of(dir, new FakeClient(), "--json", "verify").json();
        assertEquals("corrupt", json.at("findings/0/kind"));
        assertEquals("damaged_label", json.at("findings/1/kind"));
        assertEquals(null, json.at("findings/1/subdir"));
        assertEquals(1L, json.at("outside/damaged_labels"));
        assertEquals("unknown", json.at("findings/2/kind"));
        assertEquals("2026-01", json.at("snapshots/0/snapshot"));
        assertEquals(31L, json.at("snapshots/0/listed"));
        assertEquals(1L, json.at("unlisted"));
        assertEquals(4L, json.at("exit_code"));
    }

    @Test
    void aRepairNeedsAConfigurationAndALookDoesNot() {
        FakeClient client = new FakeClient();
        assertEquals(2, CliRun.of(dir, client, "verify", "--repair").code());
        assertEquals(0, client.verified.size());
        client.accounts = List.of(new AccountSummary(new AccountName("mine"), 1, 1, Optional.empty()));
        CliRun.of(dir, client, "verify", "--account", "mine");
        assertTrue(client.verified.get(0).repair().isEmpty());
    }
}
