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
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
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
        assertFits("status.json", new FakeClient(), "status");
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
