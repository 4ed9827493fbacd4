package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.jspecify.annotations.Nullable;

/** Writes the frames of a subdir's indexes anew, in the place of those that were read. */
final class DecidedFrames implements AutoCloseable {

    private final List<IngestedIndex> indexes;
    private final List<Output> records = new ArrayList<>();
    private final List<Optional<Output>> revised = new ArrayList<>();

    /** Files are made in {@code scratch} under names that begin with {@code name}. */
    DecidedFrames(List<IngestedIndex> indexes, Path scratch, String name) throws IOException {
        this.indexes = indexes;
        for (IngestedIndex index : indexes) {
            Path file = scratch.resolve(name + "-" + index.channel());
            records.add(new Output(file));
            revised.add(
                    index.revised().isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Output(file.resolveSibling(file.getFileName() + "-revised"))));
        }
    }

    /** A file in the making. */
    private record Output(Path file, FrameWriter writer) {

        Output(Path file) throws IOException {
            this(file, new FrameWriter(Files.newOutputStream(file)));
        }

        void write(@Nullable FrameReader frame) throws IOException {
            if (frame != null) {
                writer.write(frame.payload(), 0, frame.length());
            }
        }
    }

    /** Writes all frames of the file at hand. */
    void write(UpstreamFiles files) throws IOException {
        for (int i = 0; i < records.size(); i++) {
            records.get(i).write(files.merge().record(i));
            if (revised.get(i).isPresent()) {
                revised.get(i).get().write(files.merge().revised(i));
            }
        }
    }

    /** The indexes with what was written; what they had before is deleted. */
    List<IngestedIndex> finish() throws IOException {
        List<IngestedIndex> decided = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            IngestedIndex before = indexes.get(i);
            records.get(i).writer().finish();
            Files.delete(before.records());
            Optional<Output> third = revised.get(i);
            if (third.isPresent()) {
                third.get().writer().finish();
                Files.delete(before.revised().orElseThrow());
            }
            decided.add(before.with(records.get(i).file(), third.map(Output::file)));
        }
        return decided;
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < records.size(); i++) {
            records.get(i).writer().close();
            if (revised.get(i).isPresent()) {
                revised.get(i).get().writer().close();
            }
        }
    }
}
