package org.channelmirror.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.channelmirror.cli.Main;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output may end in a full disk, or in a program that reads no more. */
class LostOutputTest {

    @TempDir
    Path dir;

    @BeforeEach
    void fill() throws IOException {
        var channel = ChannelBuilder.at(dir.resolve("upstream"))
                .subdir("noarch")
                .pkg("six", "1.16.0", "py_0")
                .write();
        Files.writeString(dir.resolve("c.yaml"), "channels: ['" + channel.url() + "']\n");
        assertEquals(
                0,
                CommandLineRun.of(dir, Map.of(), "--config-file", "c.yaml", "sync")
                        .code());
    }

    private CommandLineRun losing(String... args) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new PrintStream(full, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                dir);
        return new CommandLineRun(code, "", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anArchiveThatIsLostIsNoExport() throws IOException {
        Files.createDirectory(dir.resolve("beside"));
        CommandLineRun lost = losing("export", "-", "--sidecar", "beside");
        assertEquals(1, lost.code());
        assertTrue(lost.err().contains("standard output cannot be written"), lost.err());
        assertTrue(lost.err().contains("room where the archive is written"), lost.err());
        try (var files = Files.list(dir.resolve("beside"))) {
            assertEquals(0, files.count(), "nothing stands for an archive that is none");
        }
        assertEquals(1, losing("export", "-").code());
        CommandLineRun next = CommandLineRun.of(dir, Map.of(), "export", "d.tar", "--since", "last");
        assertFalse(next.code() == 0, next.err());
        assertTrue(next.err().contains("nothing was exported from this account yet"), next.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "--json status", "status --inventory", "config condarc"})
    void anAnswerThatIsLostIsAFailure(String command) {
        CommandLineRun lost = losing(command.split(" "));
        assertEquals(1, lost.code(), lost.err());
        assertTrue(lost.err().contains("error: the answer cannot be written to standard output"), lost.err());
    }
}
