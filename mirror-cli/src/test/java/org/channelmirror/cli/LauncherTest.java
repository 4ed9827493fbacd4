package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launchers themselves, in a checkout whose build and whose Java are scripts that note what they were asked. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {

    private static final Path LAUNCHERS = Path.of("..", "bin");

    @TempDir
    Path dir;

    private Path home;
    private Path builds;

    @BeforeEach
    void layOutACheckout() throws IOException {
        home = Files.createDirectory(dir.toRealPath().resolve("a checkout"));
        builds = dir.resolve("builds");
        Files.createDirectory(home.resolve("bin"));
        try (Stream<Path> launchers = Files.list(LAUNCHERS)) {
            for (Path launcher : (Iterable<Path>) launchers::iterator) {
                Path copy = home.resolve("bin").resolve(launcher.getFileName().toString());
                Files.copy(launcher, copy);
                assertTrue(copy.toFile().setExecutable(true));
            }
        }
        Files.createDirectories(home.resolve(".mvn"));
        Files.createDirectories(home.resolve("mirror-cli/src/main/java"));
        Files.createDirectories(home.resolve("extensions/mirror-server/src/main"));
        Files.writeString(home.resolve("extensions/mirror-server/pom.xml"), "<project/>");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("mirror-cli/pom.xml"), "<project/>");
        Files.writeString(home.resolve("mirror-cli/src/main/java/A.java"), "class A {}");
        makeOlder();
        build("mkdir -p mirror-cli/target/dist/lib; touch mirror-cli/target/dist/built");
        script(dir.resolve("jdk/bin/java"), "for a; do printf '%s\\n' \"$a\"; done; exit 7");
    }

    /** A file system may tell times in whole seconds: sources must not be as new as what is built of them. */
    private void makeOlder() throws IOException {
        try (Stream<Path> sources = Files.walk(home)) {
            for (Path source : (Iterable<Path>) sources::iterator) {
                Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(100)));
            }
        }
    }

    private void build(String does) throws IOException {
        script(home.resolve("mvnw"), "echo \"built: $*\" >>'" + builds + "'; echo noise; echo noise >&2; " + does);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Process start(Path launcher, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
        builder.environment().remove("CHANNEL_MIRROR_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", dir.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private CliRun run(Path launcher, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        Process process = start(launcher, environment, args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CliRun(process.waitFor(), out, err);
    }

    private CliRun run(String... args) throws IOException, InterruptedException {
        return run(home.resolve("bin/channel-mirror"), Map.of(), args);
    }

    private long builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void buildsOnFirstUseInSilenceAndHandsTheArgumentsOn() throws IOException, InterruptedException {
        CliRun run = run("sync", "an argument", "");
        assertEquals(7, run.code());
        assertEquals("building Channel Mirror (first use)...\n", run.err());
        assertEquals(
                List.of(
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-XX:Tier4InvocationThreshold=50000",
                        "-XX:Tier4MinInvocationThreshold=6000",
                        "-XX:Tier4CompileThreshold=150000",
                        "-XX:Tier4BackEdgeThreshold=400000",
                        "-XX:FreqInlineSize=150",
                        "-XX:InlineSmallCode=1000",
                        "-Dorg.channelmirror.cli.columns=0",
                        "-Dorg.channelmirror.cli.home=" + home,
                        "-cp",
                        home + "/mirror-cli/target/dist/lib/*",
                        "org.channelmirror.cli.Main",
                        "sync",
                        "an argument",
                        ""),
                run.out().lines().toList());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainOnlyWhenASourceIsNewer() throws IOException, InterruptedException {
        run("x");
        assertEquals("", run("x").err());
        assertEquals(1, builds());
        Path source = home.resolve("mirror-cli/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(100)));
        run("x");
        assertEquals(2, builds());
    }

    @Test
    void launchersThatStartTogetherBuildOnce() throws IOException, InterruptedException {
        build("sleep 0.3; mkdir -p mirror-cli/target/dist/lib; touch mirror-cli/target/dist/built");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start(home.resolve("bin/channel-mirror"), Map.of(), "x"));
        }
        for (Process process : processes) {
            assertEquals(7, process.waitFor());
        }
        assertEquals(1, builds());
    }

    @Test
    void aFailedBuildShowsItsOutputAndRunsNothing() throws IOException, InterruptedException {
        build("echo the reason; exit 1");
        CliRun run = run("x");
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains("the reason\n"), run.err());
        assertTrue(run.err().endsWith("error: the build failed; its output stands above\n"), run.err());
    }

    @Test
    void allThreeNamesWorkThroughLinks() throws IOException, InterruptedException {
        Path links = Files.createDirectory(dir.resolve("links"));
        Path relative =
                Files.createSymbolicLink(links.resolve("am"), Path.of("..", "a checkout", "bin", "anaconda-mirror"));
        Path twice = Files.createSymbolicLink(links.resolve("am2"), relative);
        assertTrue(run(twice, Map.of(), "clean").out().endsWith("cli.Main\nclean\n"));
        Path sync = Files.createSymbolicLink(links.resolve("sync"), home.resolve("bin/anaconda-server-sync-conda"));
        assertTrue(run(sync, Map.of(), "--account=r").out().endsWith("cli.Main\nsync\n--account=r\n"));
    }

    @Test
    void theVariableReplacesTheMemoryOption() throws IOException, InterruptedException {
        run("x");
        Map<String, String> options = Map.of("CHANNEL_MIRROR_JAVA_OPTS", "-Xmx2g -Da=b");
        List<String> out = run(home.resolve("bin/channel-mirror"), options, "x")
                .out()
                .lines()
                .toList();
        assertEquals(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-Xmx2g", "-Da=b"), out.subList(0, 4));
        Map<String, String> collector = Map.of("CHANNEL_MIRROR_JAVA_OPTS", "-Xmx2g -XX:+UseG1GC");
        assertFalse(
                run(home.resolve("bin/channel-mirror"), collector, "x").out().contains("Serial"));
    }

    @Test
    void anInstalledDistributionHasItsJarsBesideBin() throws IOException, InterruptedException {
        Files.delete(home.resolve("pom.xml"));
        Files.delete(home.resolve("mvnw"));
        CliRun run = run("x");
        assertTrue(run.out().contains("\n" + home + "/lib/*\n"), run.out());
        assertEquals("", run.err());
        assertEquals(0, builds());
    }

    @Test
    void aMissingJavaIsAReadableError() throws IOException, InterruptedException {
        run("x");
        CliRun run = run(
                home.resolve("bin/channel-mirror"),
                Map.of("JAVA_HOME", dir.resolve("nowhere").toString()),
                "x");
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("error: no Java found at"), run.err());
    }
}
