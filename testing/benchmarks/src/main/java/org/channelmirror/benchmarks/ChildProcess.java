package org.channelmirror.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command and measures the process as a whole: wall time, and the peak of its resident memory. */
final class ChildProcess {

    private static final int POLL_MILLIS = 2;
    private static final String PEAK = "VmHWM:";

    private final List<String> command;
    private final Path log;

    ChildProcess(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
    }

    /**
     * Runs the command to its end.
     *
     * @throws IOException if it does not start or does not end with 0
     */
    Result run() throws IOException, InterruptedException {
        File output = log.toFile();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        process.getOutputStream().close();
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        long peak = 0;
        do {
            peak = Math.max(peak, peakKilobytes(status));
        } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        return new Result(seconds, peak);
    }

    /**
     * The kernel's own high-water mark: it only grows, so that what is missed is at most what comes after the last look. It is
     * 0 where there is no such file. A launcher replaces itself by the JVM, whose mark begins anew.
     */
    private static long peakKilobytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    /** What one run took. */
    record Result(double seconds, long peakKilobytes) {}
}
