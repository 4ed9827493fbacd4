package org.channelmirror.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.channelmirror.model.Redaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a command: it is fed on its standard input, its standard error is logged as it comes, and its standard output is read
 * when it has ended, from a file, because a pipe would stay open for as long as anything that it leaves behind. It is ended with all
 * that it started when its time is over or the operation is asked to stop.
 */
final class HookProcess {

    private static final Logger LOG = LoggerFactory.getLogger(HookProcess.class);
    private static final int POLL_MILLIS = 50;
    private static final int STRAGGLE_MILLIS = 1000;
    private static final long MAX_OUTPUT = 256 << 20;
    private static final String VARIABLE = "CHANNEL_MIRROR_HOOK";

    private final String hook;
    private final HookCommand command;
    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    private volatile String lastError = "";

    HookProcess(String hook, HookCommand command) {
        this.hook = hook;
        this.command = command;
    }

    /** Writes what a command is to read. */
    @FunctionalInterface
    interface Feed {
        void to(OutputStream in) throws IOException;
    }

    /** The command no longer reads, which is its right. */
    static final class InputClosedException extends IOException {

        private static final long serialVersionUID = 1L;

        InputClosedException(IOException cause) {
            super(cause);
        }
    }

    /** The command was ended because the operation is to stop. */
    static final class StoppedException extends InterruptedException {

        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("cancelled");
        }
    }

    /**
     * Runs it to its end.
     *
     * @param output takes the lines of its standard output after exit code 0
     * @return what is wrong with how it ended, or nothing after exit code 0
     */
    Optional<String> run(Map<String, String> variables, Feed feed, HookLines.Sink output, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        Path written = Files.createTempFile("channel-mirror-hook", ".out");
        try {
            Optional<String> problem = run(written, variables, feed, cancelled);
            if (problem.isEmpty()) {
                try (InputStream in = Files.newInputStream(written)) {
                    HookLines.read(in, output);
                }
            }
            return problem;
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private Optional<String> run(Path written, Map<String, String> variables, Feed feed, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .directory(command.directory().toFile())
                .redirectOutput(written.toFile());
        builder.environment().put(VARIABLE, hook);
        builder.environment().putAll(variables);
        long deadline = System.nanoTime() + command.timeout().toNanos();
        Process process = builder.start();
        Optional<String> endedBy = Optional.empty();
        try {
            Thread feeder = start("in", () -> feed(process, feed));
            Thread errors = start("err", () -> HookLines.read(process.getErrorStream(), this::error));
            while (endedBy.isEmpty() && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new StoppedException();
                }
                endedBy = reasonToEnd(written, deadline);
            }
            if (endedBy.isEmpty()) {
                // What a command leaves behind may hold these open for ever.
                feeder.join(STRAGGLE_MILLIS);
                errors.join(STRAGGLE_MILLIS);
            }
        } finally {
            end(process);
        }
        IOException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
        return endedBy.or(() -> process.exitValue() == 0 ? Optional.empty() : Optional.of(ended(process.exitValue())));
    }

    private Optional<String> reasonToEnd(Path written, long deadline) throws IOException {
        if (broken.get() != null) {
            return Optional.of("it could not be fed");
        }
        if (Files.size(written) > MAX_OUTPUT) {
            return Optional.of("the command wrote more than " + MAX_OUTPUT + " bytes and was ended");
        }
        double seconds = command.timeout().toMillis() / 1000.0;
        return System.nanoTime() - deadline > 0
                ? Optional.of("the command took longer than " + seconds + " s and was ended")
                : Optional.empty();
    }

    private String ended(int exitCode) {
        return "the command ended with exit code " + exitCode + (lastError.isEmpty() ? "" : ": " + lastError);
    }

    private void error(String line) {
        String text = Redaction.redact(line);
        LOG.info("{}: {}", hook, text);
        if (!text.isBlank()) {
            lastError = text;
        }
    }

    private static void feed(Process process, Feed feed) throws IOException {
        try (OutputStream in = new HookInput(process.getOutputStream())) {
            feed.to(in);
        } catch (InputClosedException e) {
            LOG.debug("the command closed its input", e);
        }
    }

    private Thread start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        broken.compareAndSet(null, e);
                    }
                },
                "channel-mirror-hook-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What one of the threads does. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** The command first: a shell would go on with its next word. */
    private static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
