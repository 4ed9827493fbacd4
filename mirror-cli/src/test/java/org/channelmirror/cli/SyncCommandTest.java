package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCommandTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    @Test
    void theRequestIsWhatTheConfigurationSays() throws IOException {
        String file = CliRun.configuration(
                dir, "platforms: [linux-64]", "account: fromfile", "max_parallel: 3", "max_retries: 7");
        CliRun run = CliRun.of(dir, client, "sync", "--config-file", file);
        assertEquals(0, run.code(), run.err());
        SyncRequest request = client.synced.get(0);
        assertEquals("http://127.0.0.1:9/c/", request.channels().get(0).url().toString());
        assertEquals(SubdirSelection.some(List.of(Subdir.NOARCH, Samples.LINUX)), request.subdirs());
        assertEquals(new AccountName("fromfile"), request.account());
        assertEquals(SyncMode.INCREMENTAL, request.mode());
        assertEquals(3, client.maxParallel);
        assertEquals(7, client.retries.maxRetries());
        assertTrue(client.closed);
    }

    @Test
    void theOptionsAccountComesBeforeTheConfigurations() throws IOException {
        String file = CliRun.configuration(dir, "account: fromfile");
        CliRun.of(dir, client, "sync", "--config-file", file, "--account", "mine");
        assertEquals(new AccountName("mine"), client.synced.get(0).account());
    }

    @Test
    void aDryRunWritesThePlanWhereItIsTold() throws IOException {
        String file = CliRun.configuration(dir);
        CliRun run = CliRun.of(dir, client, "sync", "--config-file", file, "--dry-run", "--out", "p/plan.json");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(dir.resolve("p/plan.json")), client.planFiles);
        assertTrue(
                run.out().endsWith("the plan is in p/plan.json; \"sync --plan p/plan.json\" fetches what it names\n"),
                run.out());
        CliRun json =
                CliRun.of(dir, client, "sync", "--config-file", file, "--dry-run", "--out", "plan.json", "--json");
        assertEquals("plan.json", json.json().at("plan"));
    }

    @Test
    void aPlanIsWrittenByADryRunOnly() throws IOException {
        CliRun run = CliRun.of(dir, client, "sync", "--config-file", CliRun.configuration(dir), "--out", "plan.json");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--out goes with --dry-run"), run.err());
        assertEquals(List.of(), client.synced);
    }

    @Test
    void aPlanReachesTheRequestOfARunAndOfADryRun() throws IOException {
        String file = CliRun.configuration(dir);
        CliRun.of(dir, client, "sync", "--config-file", file, "--plan", "plan.json");
        CliRun.of(dir, client, "sync", "--config-file", file, "--plan", "plan.json", "--dry-run");
        assertEquals(Optional.of(dir.resolve("plan.json")), client.synced.get(0).plan());
        assertEquals(
                Optional.of(dir.resolve("plan.json")), client.planned.get(0).plan());
        assertEquals(List.of(), client.planFiles);
    }

    @Test
    void aPlanThatCannotBeFollowedIsAMistakeOfTheCommandLine() throws IOException {
        FakeClient refusing = FakeClient.failing(new PlanFileException(Path.of("plan.json"), 3, "no such thing", null));
        CliRun run =
                CliRun.of(dir, refusing, "sync", "--config-file", CliRun.configuration(dir), "--plan", "plan.json");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("plan plan.json line 3: no such thing"), run.err());
        assertTrue(run.err().contains("writes a plan"), run.err());
    }

    @Test
    void theConfigurationsLimitsReachClientAndRequest() throws IOException {
        String file = CliRun.configuration(dir, "bandwidth_limit: 10MB", "min_free_space: 1GiB");
        CliRun.of(dir, client, "sync", "--config-file", file);
        assertEquals(Optional.of(10_000_000L), client.bandwidthLimit);
        assertEquals(1L << 30, client.synced.get(0).minFreeSpace());
    }

    @Test
    void resetIsAMode() throws IOException {
        CliRun.of(dir, client, "sync", "--reset", "--config-file", CliRun.configuration(dir));
        assertEquals(SyncMode.RESET, client.synced.get(0).mode());
    }

    @Test
    void aShrinkIsAcceptedOnlyIfSomebodySaysSo() throws IOException {
        String file = CliRun.configuration(dir, "max_shrink: 20%");
        CliRun.of(dir, client, "sync", "--config-file", file);
        assertEquals(ShrinkPolicy.REFUSE, client.synced.get(0).shrink());
        assertEquals(new MaxShrink(20, 50), client.synced.get(0).maxShrink());
        CliRun.of(dir, client, "sync", "--accept-shrink", "--config-file", file);
        assertEquals(ShrinkPolicy.ACCEPT, client.synced.get(1).shrink());
        CliRun.of(dir, client, "sync", "--dry-run", "--accept-shrink", "--config-file", file);
        assertEquals(ShrinkPolicy.ACCEPT, client.planned.get(0).shrink());
    }

    @Test
    void aDryRunOnlyPlans() throws IOException {
        CliRun run = CliRun.of(dir, client, "sync", "--dry-run", "--config-file", CliRun.configuration(dir));
        assertEquals(0, run.code());
        assertEquals(1, client.planned.size());
        assertEquals(List.of(), client.synced);
    }

    @Test
    void aDryRunThatKnowsOfPackagesThatCannotBeHadIsIncomplete() throws IOException {
        FakeClient lacking = new FakeClient() {
            @Override
            public MirrorPlan plan(SyncRequest request) {
                SubdirPlan subdir =
                        new SubdirPlan(Samples.LINUX, 0, 0, 0, 0, 0, 0, Map.of(), Optional.empty(), Map.of(), 2);
                return new MirrorPlan(AccountName.DEFAULT, List.of(subdir), List.of());
            }
        };
        String file = CliRun.configuration(dir);
        CliRun run = CliRun.of(dir, lacking, "sync", "--config-file", file, "--plan", "plan.json", "--dry-run");
        assertEquals(3, run.code());
        assertTrue(run.out().contains("2 packages cannot be had"), run.out());
        CliRun json = CliRun.of(dir, lacking, "sync", "--config-file", file, "--dry-run", "--json");
        assertEquals(2L, json.json().at("totals/unavailable"));
    }

    @Test
    void theRootIsTheOptionsThenTheConfigurationsThenTheVariablesThenTheDefault() throws IOException {
        String plain = CliRun.configuration(dir);
        Map<String, String> environment = Map.of("CHANNEL_MIRROR_ROOT", "from-variable");
        assertEquals(dir.resolve("mirror"), root(Map.of(), "--config-file", plain));
        assertEquals(dir.resolve("from-variable"), root(environment, "--config-file", plain));
        String file = CliRun.configuration(dir, "mirror_dir: from-file");
        assertEquals(dir.resolve("from-file"), root(environment, "--config-file", file));
        assertEquals(dir.resolve("from-option"), root(environment, "--config-file", file, "--root", "from-option"));
    }

    private Path root(Map<String, String> environment, String... options) {
        String[] args = new String[options.length + 2];
        System.arraycopy(options, 0, args, 2, options.length);
        args[0] = "--json";
        args[1] = "sync";
        return Path.of(
                CliRun.of(dir, client, environment, args).json().at("root").toString());
    }

    @Test
    void aWarningAboutTheConfigurationIsShown() throws IOException {
        String file = CliRun.configuration(dir, "api_domain: x");
        CliRun text = CliRun.of(dir, client, "sync", "--config-file", file);
        assertTrue(text.err().contains("api_domain"), text.err());
        CliRun json = CliRun.of(dir, client, "--json", "sync", "--config-file", file);
        assertTrue(json.json().at("warnings/0/message").toString().contains("api_domain"), json.out());
        assertFalse(json.err().contains("api_domain"), json.err());
    }

    @Test
    void statusNeedsNoConfiguration() {
        client.accounts = List.of(new AccountSummary(new AccountName("mine"), 1, 1, Optional.empty()));
        CliRun run = CliRun.of(dir, client, "status", "--account", "mine");
        assertEquals(0, run.code(), run.err());
        assertEquals(new AccountName("mine"), client.asked.get(0).account());
    }

    @Test
    void statusTakesTheAccountOfAConfiguration() throws IOException {
        CliRun.of(dir, client, "status", "--config-file", CliRun.configuration(dir, "account: fromfile"));
        assertEquals(
                Optional.of(new AccountName("fromfile")),
                client.asked.stream().map(asked -> asked.account()).findFirst());
    }
}
