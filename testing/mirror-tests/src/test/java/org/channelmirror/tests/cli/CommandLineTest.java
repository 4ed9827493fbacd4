package org.channelmirror.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.cli.Main;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.MadePackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    Path dir;

    private MadeChannel channel;

    @BeforeEach
    void makeChannelAndConfiguration() throws IOException {
        channel = ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("noarch")
                .pkg("six", "1.16.0", "py_0")
                .subdir("linux-64")
                .pkg("zlib", "1.3.1", "h1_2")
                .pkg("r-matrix", "1.6", "r43_0")
                .subdir("win-64")
                .pkg("zlib", "1.3.1", "h1_2")
                .write();
        configure();
    }

    private void configure() throws IOException {
        Files.writeString(
                dir.resolve("c.yaml"),
                "channels: ['" + channel.url() + "']\nplatforms: linux-64\nblacklist: r-matrix\n");
    }

    private record Run(int code, String out, String err) {}

    private Run run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                dir);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run sync(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "sync";
        args[1] = "--config-file";
        args[2] = "c.yaml";
        System.arraycopy(options, 0, args, 3, options.length);
        return run(args);
    }

    private Path mirrored(MadePackage made) {
        return dir.resolve("mirror/conda/anaconda").resolve(made.subdir()).resolve(made.fileName());
    }

    private static Set<String> packages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".conda"))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aSyncBringsExactlyWhatIsSelected() throws IOException {
        Run run = sync("--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"downloaded\":2,"), run.out());
        assertEquals("", run.err());
        for (MadePackage made : channel.packages()) {
            boolean selected =
                    !made.subdir().equals("win-64") && !made.fileName().startsWith("r-matrix");
            assertEquals(selected, Files.exists(mirrored(made)), made.toString());
            if (selected) {
                assertArrayEquals(made.bytes(), Files.readAllBytes(mirrored(made)));
            }
        }
        String index = Files.readString(dir.resolve("mirror/conda/anaconda/linux-64/repodata.json"));
        assertTrue(index.contains("zlib-1.3.1-h1_2"), index);
        assertFalse(index.contains("r-matrix"), index);
    }

    @Test
    void theSecondSyncHasNothingToDo() {
        sync();
        Run run = sync();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("nothing to do"), run.out());
        assertTrue(sync("--json").out().contains("\"downloaded\":0,"));
    }

    @Test
    void aSnapshotIsMadeShownRestoredAndReleased() throws IOException {
        sync();
        Path index = dir.resolve("mirror/conda/anaconda/linux-64/repodata.json");
        String before = Files.readString(index);
        assertEquals(0, run("snapshot", "create", "2026-01").code());
        assertEquals(0, run("snapshot", "publish", "2026-01", "prod").code());
        ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("linux-64")
                .pkg("zlib", "1.3.2", "h1_0")
                .write();
        assertEquals(0, sync("--accept-shrink").code());
        assertTrue(run("snapshot", "diff", "2026-01").out().contains("  + zlib-1.3.2-h1_0.conda\n"));
        Run restored = run("snapshot", "restore", "2026-01");
        assertEquals(0, restored.code(), restored.err());
        assertEquals(before, Files.readString(index));
        assertEquals(before, Files.readString(dir.resolve("mirror/conda/anaconda/label/prod/linux-64/repodata.json")));
        Run held = sync();
        assertEquals(2, held.code());
        assertTrue(held.err().contains("snapshot 2026-01 was restored"), held.err());
        assertEquals(0, sync("--dry-run", "--accept-shrink").code());
        assertEquals(2, run("snapshot", "delete", "2026-01").code());
        assertEquals(0, run("snapshot", "release").code());
        assertEquals(0, sync("--accept-shrink").code());
        assertTrue(Files.readString(index).contains("zlib-1.3.2"));
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatIsLeftOut() {
        Run run = sync("--dry-run");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("would fetch 2 packages"), run.out());
        assertTrue(run.out().contains("linux-64: 1 package left out: blacklist: r-matrix"), run.out());
        assertFalse(Files.exists(dir.resolve("mirror")));
    }

    @Test
    void aPlanIsWrittenLookedAtAndFollowed() throws IOException {
        assertEquals(0, sync("--dry-run", "--out", "plan.json").code());
        assertTrue(Files.readString(dir.resolve("plan.json")).contains("\"file\":\"zlib-1.3.1-h1_2.conda\""));
        channel = ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("noarch")
                .pkg("six", "1.17.0", "py_0")
                .subdir("linux-64")
                .pkg("zlib", "1.3.1", "h1_2")
                .write();
        Run run = sync("--plan", "plan.json");
        assertEquals(3, run.code(), run.err());
        assertTrue(run.out().contains("noarch/six-1.16.0-py_0.conda: it is in the plan"), run.out());
        assertTrue(run.err().contains("noarch: 1 packages that are selected now are not in the plan"), run.err());
        assertEquals(Set.of("linux-64/zlib-1.3.1-h1_2.conda"), packages(dir.resolve("mirror/conda/anaconda")));
        Run other = run("sync", "--config-file", "c.yaml", "--plan", "plan.json", "--account", "other");
        assertEquals(2, other.code());
        assertEquals(0, sync().code());
        assertEquals(2, packages(dir.resolve("mirror/conda/anaconda")).size());
    }

    @Test
    void aPackageThatUpstreamLacksIsNamedAndTheRestIsMirrored() throws IOException {
        channel = ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("noarch")
                .pkg("six", "1.16.0", "py_0")
                .pkg("gone", "1", "0")
                .damaged(Damage.ABSENT)
                .write();
        configure();
        Run run = sync();
        assertEquals(3, run.code(), run.err());
        assertTrue(run.out().contains("  noarch/gone-1-0."), run.out());
        String index = Files.readString(dir.resolve("mirror/conda/anaconda/noarch/repodata.json"));
        assertTrue(index.contains("six-1.16.0"), index);
        assertFalse(index.contains("gone-1-0"), index);
    }

    @Test
    void aShrunkIndexIsTakenOnlyIfSomebodySaysSo() throws IOException {
        Files.writeString(
                dir.resolve("c.yaml"),
                "channels: ['" + channel.url() + "']\nplatforms: noarch\nmax_shrink: {packages: 0}\n");
        sync();
        channel = ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("noarch")
                .pkg("other", "1", "0")
                .write();
        Run run = sync();
        assertEquals(3, run.code(), run.err());
        assertTrue(run.out().contains("lost 1 of the 1 packages"), run.out());
        assertTrue(run.out().contains("\"channel-mirror sync --accept-shrink\""), run.out());
        assertEquals(3, sync("--dry-run").code());
        assertEquals(0, sync("--dry-run", "--accept-shrink").code());
        assertEquals(0, sync("--accept-shrink").code());
        String index = Files.readString(dir.resolve("mirror/conda/anaconda/noarch/repodata.json"));
        assertTrue(index.contains("\"removed\":[\n\"six-1.16.0-py_0.conda\"]"), index);
    }

    @Test
    void aChannelThatIsNotThereIsOneReadableError() throws IOException {
        Files.writeString(
                dir.resolve("c.yaml"), "channels: ['" + dir.resolve("nowhere").toUri() + "']\n");
        Run run = sync();
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().startsWith("error: "), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void statusTellsWhatIsHere() {
        assertTrue(run("status").out().contains("was never synced"));
        sync();
        Run run = run("status");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("account anaconda in " + dir.resolve("mirror") + ": 2 packages"), run.out());
    }

    @Test
    void whatIsNoLongerSelectedIsCleaned() throws IOException {
        assertTrue(run("clean", "--config-file", "c.yaml").out().contains("was never synced"));
        sync();
        Files.writeString(
                dir.resolve("c.yaml"),
                "channels: ['" + channel.url() + "']\nplatforms: linux-64\nexclude: zlib\ngrace_period: 1h\n");
        Path gone = dir.resolve("mirror/conda/anaconda/linux-64/zlib-1.3.1-h1_2.conda");
        Run planned = run("clean", "--dry-run", "--config-file", "c.yaml");
        assertEquals(0, planned.code(), planned.err());
        assertTrue(planned.out().startsWith("linux-64/zlib-1.3.1-h1_2.conda  "), planned.out());
        assertTrue(planned.out().contains("  exclude: zlib"), planned.out());
        Run done = run("clean", "--config-file", "c.yaml", "--json");
        assertEquals(0, done.code(), done.err());
        assertTrue(done.out().contains("\"removed\":{\"packages\":1,"), done.out());
        assertTrue(Files.exists(gone));
        Run now = run("clean", "--now", "--config-file", "c.yaml");
        assertTrue(now.out().contains("nothing to clean, 1 file deleted"), now.out());
        assertTrue(now.err().contains("404"), now.err());
        assertFalse(Files.exists(gone));
        Files.writeString(
                dir.resolve("c.yaml"), "channels: ['" + channel.url() + "']\nplatforms: linux-64\nonly: none\n");
        Run refused = run("clean", "--config-file", "c.yaml");
        assertEquals(2, refused.code(), refused.out());
        assertTrue(refused.err().contains("1 of the 1 published packages"), refused.err());
        assertEquals(0, run("clean", "--yes", "--config-file", "c.yaml").code());
    }

    @Test
    void accountsAreMirrorsOfTheirOwn() {
        sync("--account", "one");
        assertTrue(Files.exists(dir.resolve("mirror/conda/one/noarch/repodata.json")));
        assertFalse(Files.exists(dir.resolve("mirror/conda/anaconda")));
    }

    @Test
    void explainNamesKeyAndLineAndWritesNothing() throws IOException {
        Run out = run("explain", "r-matrix", "--config-file", "c.yaml");
        assertEquals(0, out.code(), out.err());
        assertTrue(out.out().contains(dir.resolve("c.yaml") + ": 1 file, 0 in, 1 out"), out.out());
        String row = "linux-64/r-matrix-1.6-r43_0.conda  out  blacklist: r-matrix  3     " + channel.url() + "  no";
        assertTrue(out.out().contains(row), out.out());
        assertTrue(out.out().contains("platforms that are not mirrored are out: not in platforms (line 2)"), out.out());
        assertFalse(Files.exists(dir.resolve("mirror")));
        sync();
        Run in = run("explain", "linux-64/zlib-1.3.1-h1_2.conda", "--config-file", "c.yaml");
        assertTrue(in.out().contains("zlib-1.3.1-h1_2.conda  in  nothing is against it  -"), in.out());
        assertTrue(in.out().lines().anyMatch(line -> line.endsWith("  yes")), in.out());
        Run other = run("explain", "win-64/zlib-1.3.1-h1_2.conda", "--config-file", "c.yaml");
        assertTrue(other.out().contains("win-64/zlib-1.3.1-h1_2.conda  out  not in platforms  2"), other.out());
    }

    @Test
    void anEnvironmentFileIsMirroredAndExplained() throws IOException {
        Files.writeString(dir.resolve("environment.yml"), "dependencies: [zlib >=1.3, six =2]\n");
        Files.writeString(dir.resolve("c.yaml"), "channels: ['" + channel.url() + "']\nspecs_from: environment.yml\n");
        Run run = sync("--dry-run", "--json");
        assertTrue(run.out().contains("\"listed\":4,\"selected\":2,\"left_out\":2,"), run.out());
        Run out = run("explain", "six", "--config-file", "c.yaml");
        assertTrue(out.out().contains("out  specs_from: not six=2 (environment.yml)  2"), out.out());
        assertEquals(0, sync().code());
        assertEquals(
                Set.of("linux-64/zlib-1.3.1-h1_2.conda", "win-64/zlib-1.3.1-h1_2.conda"),
                packages(dir.resolve("mirror/conda/anaconda")));
    }

    @Test
    void theDemoMirrorsItsSampleAndTheSecondTimeHasNothingToDo() {
        Run first = run("demo");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.out().contains("1 package left out: blacklist: r-matrix"), first.out());
        assertTrue(first.out().contains("    linux-64/repodata.json"), first.out());
        assertFalse(first.out().contains("nothing to do"), first.out());
        Run second = run("demo");
        assertEquals(0, second.code(), second.err());
        assertTrue(second.out().contains("nothing to do"), second.out());
    }
}
