package org.channelmirror.internal.operation;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.internal.index.JsonLine;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** All the failures of a run, one JSON object a line, of which a report holds only the first. Used by one thread at a time. */
public final class FailureLog {

    private static final int MOST_READ = 1000;

    private final Path file;
    private @Nullable Writer out;
    private @Nullable IOException broken;

    public FailureLog(Path file) {
        this.file = file;
    }

    void add(PackageFailure failure) {
        try {
            if (out == null) {
                out = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
            }
            out.write("{\"subdir\":\"" + failure.subdir() + "\",\"file\":\"" + failure.file() + "\",\"reason\":\""
                    + new String(JsonStringEncoder.getInstance().quoteAsCharArray(failure.reason())) + "\"}\n");
        } catch (IOException e) {
            broken = e;
        }
    }

    /** The failures of a run: how many there were, and the first of them. */
    public record Failures(long count, List<PackageFailure> first) {}

    /** Reads those of the last run. */
    public static Failures read(ChannelStorage storage, StateStore store) throws IOException {
        List<PackageFailure> first = new ArrayList<>();
        long count = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(storage.open(store.failures(), ByteRange.ALL), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                count++;
                if (first.size() < MOST_READ) {
                    read(line).ifPresent(first::add);
                }
            }
        } catch (NoSuchFileException e) {
            return new Failures(0, List.of());
        }
        return new Failures(count, first);
    }

    private static Optional<PackageFailure> read(String line) {
        Map<String, String> members = JsonLine.read(line);
        try {
            return Optional.of(new PackageFailure(
                    new Subdir(members.getOrDefault("subdir", "")),
                    new PackageFileName(members.getOrDefault("file", "")),
                    members.getOrDefault("reason", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Puts the run's failures where the last run's were; with none, there is no such file. */
    public void publish(ChannelStorage storage, StateStore store) throws IOException {
        if (broken != null) {
            throw broken;
        }
        if (out == null) {
            if (storage.stat(store.failures()).isPresent()) {
                storage.delete(List.of(store.failures()));
            }
            return;
        }
        out.close();
        try (InputStream in = Files.newInputStream(file);
                StagedOutput staged = StagedOutput.fresh(storage, store.stageKey(Subdir.NOARCH, "failures"));
                StagedWrite write = staged.staged()) {
            in.transferTo(staged);
            storage.publish(List.of(new Publication(write, store.failures())));
        }
    }
}
