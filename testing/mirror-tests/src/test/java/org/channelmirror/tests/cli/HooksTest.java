package org.channelmirror.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.channelmirror.cli.Main;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.MadeChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The hooks of a configuration, from the command line to the mirror. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class HooksTest {

    private static final int KILLED = 128 + 9;

    @TempDir
    Path dir;

    private MadeChannel channel;

    @BeforeEach
    void makeChannel() throws IOException {
        channel = ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("noarch")
                .pkg("six", "1.16.0", "py_0")
                .pkg("virus", "1", "0")
                .write();
    }

    private record Run(int code, String out, String err) {}

    private Run sync(String hook, String... options) throws IOException {
        configure(hook);
        String[] args = new String[options.length + 3];
        args[0] = "sync";
        args[1] = "--config-file";
        args[2] = "c.yaml";
        System.arraycopy(options, 0, args, 3, options.length);
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

    private void configure(String hook) throws IOException {
        Files.writeString(
                dir.resolve("c.yaml"),
                "channels: ['" + channel.url() + "']\nplatforms: linux-64\nbefore_publish: " + hook
                        + "\non_finish: cat > finished\n");
    }

    private Path mirrored(String file) {
        return dir.resolve("mirror/conda/anaconda/noarch").resolve(file);
    }

    @Test
    void aScanHoldsOnePackageBackAndTheFinishHears() throws IOException {
        Run run = sync("sed -n 's/.*\"file\":\"\\(virus[^\"]*\\)\".*/\\1 infected/p'");
        assertEquals(3, run.code(), run.err());
        assertTrue(run.out().contains("noarch/virus-1-0.conda: before_publish vetoed it: infected"), run.out());
        assertTrue(Files.exists(mirrored("six-1.16.0-py_0.conda")));
        assertFalse(Files.exists(mirrored("virus-1-0.conda")));
        assertFalse(Files.readString(mirrored("repodata.json")).contains("virus-1-0.conda"));
        assertTrue(Files.exists(dir.resolve("mirror/.mirror/quarantine/anaconda/noarch/virus-1-0.conda")));
        String finished = Files.readString(dir.resolve("finished"));
        assertTrue(finished.startsWith("{\"command\":\"sync\",\"exit_code\":3,"), finished);
        assertTrue(finished.contains("before_publish vetoed it: infected"), finished);
    }

    @Test
    void whatTheHookSaysGoesToTheLogAndNotToTheAnswer() throws IOException {
        Run run = sync("echo scanned all of http://u:secret@h/ >&2", "--json", "-v");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("before_publish: scanned all of http://********@h/"), run.err());
        assertFalse(run.out().contains("scanned"), run.out());
    }

    @Test
    void aMissingHookIsAMistakeOfTheConfiguration() throws IOException {
        Run run = sync("no-such-scanner");
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().startsWith("error: before_publish: there is no program \"no-such-scanner\""), run.err());
        assertFalse(Files.exists(dir.resolve("mirror")));
    }

    @Test
    void aProcessThatIsKilledWhileTheHookRunsHasPublishedNothing() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", dir.resolve("fifo").toString())
                        .start()
                        .waitFor());
        configure("echo $$ > fifo; exec sleep 1000");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "sync",
                        "--config-file",
                        "c.yaml")
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        try (BufferedReader fifo = Files.newBufferedReader(dir.resolve("fifo"))) {
            long hook = Long.parseLong(fifo.readLine());
            assertFalse(Files.exists(mirrored("six-1.16.0-py_0.conda")));
            assertFalse(Files.exists(mirrored("repodata.json")));
            process.destroyForcibly();
            assertEquals(KILLED, process.waitFor());
            ProcessHandle.of(hook).ifPresent(ProcessHandle::destroyForcibly);
        }
        assertFalse(Files.exists(mirrored("repodata.json")));
        Run run = sync("cat >> asked", "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"downloaded\":0,\"downloaded_bytes\":0,"), run.out());
        assertEquals(2, Files.readAllLines(dir.resolve("asked")).size());
        assertTrue(Files.readString(mirrored("repodata.json")).contains("virus-1-0.conda"));
        assertEquals(0, sync("cat >> asked").code());
        assertEquals(2, Files.readAllLines(dir.resolve("asked")).size());
    }
}
