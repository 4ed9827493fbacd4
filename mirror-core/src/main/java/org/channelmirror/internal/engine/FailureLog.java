package org.channelmirror.internal.engine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** All the failures of a run, one JSON object a line, of which a report holds only the first. Used by one thread at a time. */
final class FailureLog {

    private final Path file;
    private @Nullable Writer out;
    private @Nullable IOException broken;

    FailureLog(Path file) {
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

    /** Puts the run's failures where the last run's were; with none, there is no such file. */
    void publish(ChannelStorage storage, StateStore store) throws IOException {
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
