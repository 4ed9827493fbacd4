package org.channelmirror.tests.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link StoppableSync}, or another program of its kind, in a process of its own. */
final class ChildSync implements AutoCloseable {

    /** What the system reports for a process that was ended by SIGKILL. */
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final BufferedReader said;
    private final Path trace;
    private final Path errors;

    private ChildSync(Process process, Path trace, Path errors) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.trace = trace;
        this.errors = errors;
    }

    /** Starts a sync; on return it has begun. */
    static ChildSync start(Path root, URI channel, Path folder, StopPoint stop) throws IOException {
        return start(StoppableSync.class, root, channel.toString(), folder, stop);
    }

    /** Starts another program with the same arguments. */
    static ChildSync start(Class<?> program, Path root, String what, Path folder, StopPoint stop) throws IOException {
        Path trace = folder.resolve(root.getFileName() + ".trace");
        Path errors = folder.resolve(root.getFileName() + ".errors");
        Files.deleteIfExists(trace);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // What it says is words for us, and nothing of the logging's own.
                        "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        root.toString(),
                        what,
                        trace.toString(),
                        Integer.toString(stop.moves()),
                        Long.toString(stop.operations()))
                .redirectError(errors.toFile())
                .start();
        ChildSync child = new ChildSync(process, trace, errors);
        child.expect(StoppableSync.BEGINS);
        return child;
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() throws IOException, InterruptedException {
        expect(StoppableSync.ENDED);
        process.waitFor();
    }

    /** Kills it when it stands at its stop point; false if it came to its end instead. */
    boolean killAtStopPoint() throws IOException, InterruptedException {
        String word = said.readLine();
        if (StoppableSync.ENDED.equals(word)) {
            return false;
        }
        if (!StoppableSync.STANDS.equals(word)) {
            throw unexpected(word);
        }
        return kill();
    }

    /** Kills it after a time; false if it came to its end before. */
    boolean killAfter(long nanoseconds) throws IOException, InterruptedException {
        if (process.waitFor(nanoseconds, TimeUnit.NANOSECONDS)) {
            return false;
        }
        return kill();
    }

    private boolean kill() throws InterruptedException, IOException {
        process.destroyForcibly();
        int code = process.waitFor();
        if (code == 0) {
            return false;
        }
        if (code != KILLED) {
            throw unexpected("exit code " + code);
        }
        return !trace().hasEnded();
    }

    Trace trace() throws IOException {
        return Trace.read(trace);
    }

    private void expect(String word) throws IOException {
        String line = said.readLine();
        if (!word.equals(line)) {
            throw unexpected(line);
        }
    }

    private IOException unexpected(String what) throws IOException {
        return new IOException("the process came to " + what + ": " + Files.readString(errors));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
