package org.channelmirror.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Cancellation;

/** What a run of the command line printed and returned. */
record CliRun(int code, String out, String err) {

    static CliRun of(Path workingDir, FakeClient client, String... args) {
        return of(workingDir, client, Map.of(), args);
    }

    static CliRun of(Path workingDir, FakeClient client, Map<String, String> environment, String... args) {
        return of(workingDir, client, environment, 0, Clock.systemUTC(), args);
    }

    static CliRun of(
            Path workingDir,
            FakeClient client,
            Map<String, String> environment,
            int columns,
            Clock clock,
            String... args) {
        return of(workingDir, client, environment, columns, clock, new Cancellation(), args);
    }

    /** A run that somebody stops, or has stopped before it began. */
    static CliRun until(Cancellation stopped, Path workingDir, FakeClient client, String... args) {
        return of(workingDir, client, Map.of(), 0, Clock.systemUTC(), stopped, args);
    }

    private static CliRun of(
            Path workingDir,
            FakeClient client,
            Map<String, String> environment,
            int columns,
            Clock clock,
            Cancellation cancellation,
            String... args) {
        makeMirror(workingDir);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        workingDir,
                        Optional.empty(),
                        columns,
                        clock,
                        client,
                        cancellation))
                .run(args);
        return new CliRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The root where none is named. */
    private static void makeMirror(Path workingDir) {
        try {
            Files.createDirectories(workingDir.resolve("mirror"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one JSON object on stdout. */
    JsonValue json() {
        return JsonValue.only(out);
    }

    /** Writes a configuration into a folder, and returns its name. */
    static String configuration(Path folder, String... more) throws IOException {
        Files.writeString(
                folder.resolve("c.yaml"), "channels: [http://127.0.0.1:9/c]\n" + String.join("\n", more) + "\n");
        return "c.yaml";
    }
}
