package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.storage.FileSystemStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What every command prints with {@code --json} is what docs/schema and docs/json.md say. */
class JsonSchemaTest {

    @TempDir
    Path dir;

    private Schemas schemas;
    private String configuration;

    @BeforeEach
    void read() throws IOException {
        schemas = new Schemas();
        configuration =
                CliRun.configuration(dir, "delta: x", "platforms: [linux-64]", "credentials: {a.b: {token: x}}");
    }

    private void assertFits(String schema, FakeClient client, String... args) {
        String[] all = new String[args.length + 1];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--json";
        CliRun run = CliRun.of(dir, client, all);
        schemas.assertFits(schema, run.out());
        assertEquals((long) run.code(), run.json().at("exit_code"));
    }

    @Test
    void theSchemasAreSchemas() {
        schemas.assertSchemas();
    }

    @Test
    void everyAnswerFitsItsSchema() throws Exception {
        for (FakeClient client : List.of(
                new FakeClient(),
                FakeClient.reporting(Samples.withFailedPackages(3)),
                FakeClient.reporting(Samples.unchanged()),
                FakeClient.reporting(
                        Samples.withSubdirs(Samples.published(Samples.LINUX), Samples.failed(Samples.LINUX))),
                FakeClient.reporting(Samples.with(Samples.missing(2, ClosureRequirement.REQUIRED))))) {
            assertFits("sync.json", client, "sync", "--config-file", configuration);
        }
        assertFits("sync-dry-run.json", new FakeClient(), "sync", "--config-file", configuration, "--dry-run");
        assertFits(
                "sync-dry-run.json",
                new FakeClient() {
                    @Override
                    public MirrorPlan plan(SyncRequest request) {
                        SubdirPlan failed =
                                new SubdirPlan(Samples.LINUX, 0, 0, 0, 0, 0, 0, Map.of(), Optional.of("answered 503"));
                        return new MirrorPlan(AccountName.DEFAULT, List.of(failed), List.of());
                    }
                },
                "sync",
                "--config-file",
                configuration,
                "--dry-run",
                "--out",
                "plan.json");
        all();
        clean();
        held();
        snapshots();
        archives();
        accounts();
        serving();
        assertFits("explain.json", new FakeClient(), "explain", "--config-file", configuration, "numpy");
        assertFits("config-check.json", new FakeClient(), "config", "check", configuration);
        assertFits("config-show.json", new FakeClient(), "config", "show", configuration);
        assertFits("config-condarc.json", new FakeClient(), "config", "condarc", configuration, "--url", "http://h/c");
        assertFits("version.json", new FakeClient(), "--version");
        assertFits("help.json", new FakeClient(), "help", "sync");
        assertFits("help.json", new FakeClient(), "sync", "--help");
        assertFits("error.json", new FakeClient(), "sync");
        assertFits("error.json", new FakeClient(), "sync", "--no-such-option");
        assertFits("error.json", new FakeClient(), "config", "check", CliRun.configuration(dir, "platfroms: [x]"));
        assertFits(
                "error.json",
                FakeClient.failing(new MirrorCancelledException(Samples.withFailedPackages(1))),
                "sync",
                "--config-file",
                CliRun.configuration(dir));
        demo();
        planFile();
        schemas.assertAllUsed();
    }

    private void all() throws IOException {
        Files.writeString(
                dir.resolve("m.yaml"),
                "mirrors: [{account: a, channels: 'http://127.0.0.1:9/x'}, {account: b, channels: 'http://127.0.0.1:9/y'}]\n");
        for (FakeClient client : List.of(
                new FakeClient(),
                failingFor("a", new LockedException(new AccountName("a"), Optional.empty())),
                failingFor("b", new MirrorCancelledException(Samples.withFailedPackages(1))))) {
            assertFits("sync-all.json", client, "sync", "--all", "--config-file", "m.yaml");
        }
        assertFits("sync-all.json", new FakeClient(), "sync", "--all", "--dry-run", "--config-file", "m.yaml");
    }

    private static FakeClient failingFor(String account, MirrorException exception) {
        return new FakeClient() {
            @Override
            public MirrorReport sync(SyncRequest request) throws MirrorException {
                if (request.account().value().equals(account)) {
                    throw exception;
                }
                return Samples.complete();
            }
        };
    }

    private void clean() {
        for (CleanReport report : List.of(
                Samples.cleaned(),
                Samples.cleaned(
                        Samples.TWO, RemovedPackages.NONE, List.of(Samples.clean(Optional.of("cannot be read")))))) {
            FakeClient client = new FakeClient() {
                @Override
                public CleanReport clean(CleanRequest request) {
                    return report;
                }
            };
            assertFits("clean.json", client, "clean", "--config-file", configuration);
        }
        assertFits("clean-dry-run.json", new FakeClient(), "clean", "--dry-run", "--config-file", configuration);
    }

    private void held() {
        assertFits("status.json", new FakeClient(), "status");
        assertFits(
                "status.json",
                new FakeClient() {
                    @Override
                    public MirrorStatus status(StatusRequest request) {
                        return Samples.nothing();
                    }
                },
                "status");
        assertFits("status-inventory.json", new FakeClient(), "status", "--inventory");
        assertFits("status-licenses.json", new FakeClient(), "status", "--licenses");
        assertFits("history.json", new FakeClient(), "history", "numpy");
        assertFits("history.json", new FakeClient(), "history", "numpy", "--account", "r");
        assertFits("verify.json", new FakeClient(), "verify");
        assertFits(
                "verify.json",
                new FakeClient() {
                    @Override
                    public VerifyReport verify(VerifyRequest request) {
                        return Samples.repaired();
                    }
                },
                "verify",
                "--repair",
                "--config-file",
                configuration);
    }

    private void snapshots() {
        FakeClient client = new FakeClient();
        assertFits("snapshot-create.json", client, "snapshot", "create", "2026-02");
        assertFits("error.json", client, "snapshot", "create", "prod");
        assertFits("snapshot-list.json", client, "snapshot", "list");
        assertFits("snapshot-diff.json", client, "snapshot", "diff", "2026-01");
        assertFits("snapshot-diff.json", client, "snapshot", "diff", "2026-01", "2026-02");
        assertFits("snapshot-publish.json", client, "snapshot", "publish", "2026-01", "prod");
        assertFits("snapshot-restore.json", client, "snapshot", "restore", "2026-01");
        assertFits("snapshot-delete.json", client, "snapshot", "delete", "prod");
        assertFits("hold.json", client, "hold", "--reason", "an audit");
        assertFits("hold.json", client, "release");
        client.snapshots.hold = Optional.empty();
        client.snapshots.alias = AliasResult.UNSUPPORTED;
        assertFits("hold.json", client, "snapshot", "release");
        assertFits("snapshot-publish.json", client, "snapshot", "publish", "2026-01", "prod");
    }

    private void archives() throws IOException {
        Files.writeString(dir.resolve("in.tar"), "");
        assertFits("export.json", new FakeClient(), "export", "out.tar");
        assertFits("export.json", new FakeClient(), "export", "out.tar", "--dry-run");
        assertFits("error.json", new FakeClient(), "export", "-");
        assertFits("import.json", new FakeClient(), "import", "in.tar");
        assertFits("import.json", new FakeClient(), "import", "in.tar", "in.tar", "--dry-run");
        assertFits("error.json", new FakeClient(), "import", "absent.tar");
    }

    private void accounts() {
        FakeClient client = new FakeClient();
        AccountOrigin origin = new AccountOrigin(
                List.of("http://127.0.0.1:9/y/"),
                Optional.of(new ConfigurationSource(dir.resolve("m.yaml"), dir, new AccountName("b"))));
        client.accounts = List.of(
                new AccountSummary(new AccountName("c"), 1, 1, Optional.of(origin)),
                new AccountSummary(new AccountName("e"), 1, 1, Optional.empty()));
        assertFits("account-list.json", client, "account", "list");
        assertFits("account-rename.json", client, "account", "rename", "c", "d");
        assertFits("account-delete.json", client, "account", "delete", "c", "--yes");
        assertFits("error.json", client, "account", "delete", "c");
    }

    private void serving() {
        FakeClient client = new FakeClient();
        Cancellation stopped = new Cancellation();
        stopped.cancel();
        CliRun served = CliRun.until(stopped, dir, client, "serve", "--port", "0", "--json");
        assertEquals(0, served.code(), served.err());
        schemas.assertFits("serve.json", served.out());
        assertFits("token-list.json", client, "token", "list");
        assertFits("token-create.json", client, "token", "create", "--account", "main", "--expires", "30d");
        CliRun created = CliRun.of(dir, client, "token", "create", "--all-accounts", "--admin", "--json");
        schemas.assertFits("token-create.json", created.out());
        assertFits("token-list.json", client, "token", "list");
        assertFits(
                "token-revoke.json",
                client,
                "token",
                "revoke",
                String.valueOf(created.json().at("id")));
        assertFits("error.json", client, "token", "revoke", "none");
    }

    private void demo() {
        FakeClient filling = new FakeClient() {
            @Override
            public MirrorReport sync(SyncRequest request) {
                try {
                    Files.createFile(Files.createDirectories(dir.resolve("channel-mirror-demo/mirror/conda/demo"))
                            .resolve("file"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return Samples.complete();
            }
        };
        assertFits("demo.json", filling, "demo");
    }

    private void planFile() throws Exception {
        Path channel = Files.createDirectories(dir.resolve("c"));
        Files.createDirectories(channel.resolve("noarch"));
        Files.writeString(
                channel.resolve("noarch/repodata.json"),
                "{\"packages.conda\":{\"a-1-0.conda\":{\"name\":\"a\",\"size\":3,\"sha256\":\"" + "0".repeat(64)
                        + "\"},\"b-1-0.conda\":{\"name\":\"b\",\"md5\":\"" + "0".repeat(32) + "\"}}}");
        Files.writeString(
                Files.createDirectories(channel.resolve("linux-64")).resolve("repodata.json"), "{\"packages\":");
        Path file = dir.resolve("plan.json");
        try (MirrorClient client = MirrorClient.create();
                FileSystemStorage storage = new FileSystemStorage(dir.resolve("m"))) {
            client.plan(
                    SyncRequest.builder(new Channel(channel.toUri()), storage).build(), file);
        }
        assertTrue(Files.readString(file).contains("\"failed\""));
        schemas.assertFits("plan-file.json", Files.readString(file));
    }

    /** The same answer with a member more, or of another type, is found. */
    @Test
    void theSchemasAreStrict() {
        String sync = CliRun.of(dir, new FakeClient(), "sync", "--config-file", configuration, "--json")
                .out();
        schemas.assertFits("sync.json", sync);
        for (String changed : List.of(
                sync.replaceFirst("\\{", "{\"more\":1,"),
                sync.replaceFirst("\"outcome\":", "\"more\":1,\"outcome\":"),
                sync.replaceFirst("\"adopted\":\\d+,", ""),
                sync.replaceFirst("\"adopted\":\\d+", "\"adopted\":\"2\""),
                sync.replaceFirst("\"published\"", "\"done\""))) {
            assertFalse(changed.equals(sync));
            assertFalse(schemas.problems("sync.json", changed).isEmpty(), changed);
        }
    }

    /** Every member that a schema has is in the section of the document that names the schema, or in one for several. */
    @Test
    void theDocumentTellsOfEveryMember() throws IOException {
        String[] sections = Files.readString(Schemas.DOCS.resolve("json.md")).split("\n(?=## )");
        for (String name : schemas.names()) {
            List<String> telling = Arrays.stream(sections)
                    .filter(section -> section.contains("](schema/" + name + ")"))
                    .toList();
            assertEquals(1, telling.size(), name);
            Set<String> members = new TreeSet<>();
            collect(schemas.tree(name), members);
            if (name.equals("common.json")) {
                continue;
            }
            for (String member : members) {
                String told = "`" + member + "`";
                assertTrue(
                        telling.get(0).contains(told) || sections[0].contains(told) || sections[1].contains(told),
                        name + ": " + member);
            }
        }
        Set<String> shared = new TreeSet<>();
        collect(schemas.tree("common.json"), shared);
        String all = String.join("\n", sections);
        shared.forEach(member -> assertTrue(all.contains("`" + member + "`"), member));
    }

    private static void collect(JsonNode schema, Set<String> members) {
        JsonNode properties = schema.get("properties");
        if (properties != null && properties.isObject()) {
            members.addAll(properties.propertyNames());
        }
        schema.forEach(each -> collect(each, members));
    }
}
