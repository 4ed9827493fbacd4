package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Publication;
import org.jspecify.annotations.Nullable;

/**
 * When the files of a subdir were seen listed first, kept where a filter asks for it: for each file that upstream lists a
 * {@link SeenFrame}, sorted as the records are. What was listed at the first sync that kept it has no such time.
 */
public final class SeenFiles {

    private final SyncContext context;
    private final Subdir subdir;
    private final boolean wanted;
    private final OptionalLong number;
    private final Optional<Path> known;

    private SeenFiles(SyncContext context, Subdir subdir, boolean wanted, OptionalLong number, Optional<Path> known) {
        this.context = context;
        this.subdir = subdir;
        this.wanted = wanted;
        this.number = number;
        this.known = known;
    }

    /** What is known of a subdir; it is copied to a scratch file, as it is read more than once. */
    public static SeenFiles of(SyncContext context, Subdir subdir) throws IOException {
        if (!context.request().packages().needsFirstSeen()) {
            return new SeenFiles(context, subdir, false, OptionalLong.empty(), Optional.empty());
        }
        OptionalLong number = context.store()
                .subdir(subdir)
                .map(SubdirState::times)
                .orElse(SubdirState.Times.NONE)
                .seen();
        Optional<Path> known = number.isEmpty() ? Optional.empty() : copy(context, subdir, number.getAsLong());
        return new SeenFiles(context, subdir, true, number, known);
    }

    private static Optional<Path> copy(SyncContext context, Subdir subdir, long number) throws IOException {
        Path copy = context.scratch().resolve(subdir + "-seen-known");
        try (FrameReader in = context.store().openSeen(subdir, number);
                FrameWriter out = new FrameWriter(Files.newOutputStream(copy))) {
            while (in.next()) {
                out.write(in.payload(), 0, in.length());
            }
            out.finish();
            return Optional.of(copy);
        } catch (DamagedFileException e) {
            context.events()
                    .warn(
                            subdir.name(),
                            "when files were seen first is not known any more, and is noted from now on: "
                                    + e.getMessage());
            return Optional.empty();
        }
    }

    /** Tells of the records of an index, in the order in which they are read. */
    public SeenLookup lookup(UpstreamIndex.Fetched fetched, String name) {
        return new SeenLookup(fetched, known, seenNow(), context.scratch(), name);
    }

    /** What is known, as {@link SeenFrame}s. */
    FrameReader openKnown() throws IOException {
        return known.isEmpty() ? FrameReader.empty() : open(known.get());
    }

    /** Notes what is listed now; answers the number of the file that says so. */
    public OptionalLong publish(List<IngestedIndex> indexes) throws IOException {
        if (!wanted) {
            return OptionalLong.empty();
        }
        long next = number.orElse(0) + 1;
        StagedOutput staged =
                StagedOutput.fresh(context.storage(), context.store().stageKey(subdir, "seen"));
        boolean isNew;
        try (FrameWriter out = new FrameWriter(staged)) {
            isNew = write(indexes, out);
            out.finish();
        }
        if (!isNew) {
            staged.staged().discard();
            staged.staged().close();
            return number;
        }
        context.storage()
                .publish(
                        List.of(new Publication(staged.staged(), context.store().seen(subdir, next))));
        return OptionalLong.of(next);
    }

    /** Writes all that is listed; false if that says nothing new. */
    private boolean write(List<IngestedIndex> indexes, FrameWriter out) throws IOException {
        boolean isNew = known.isEmpty();
        List<FrameReader> readers = new ArrayList<>();
        readers.add(known.isEmpty() ? FrameReader.empty() : open(known.get()));
        for (IngestedIndex index : indexes) {
            readers.add(open(index.records()));
            readers.add(
                    index.revised().isEmpty()
                            ? FrameReader.empty()
                            : open(index.revised().get()));
        }
        try (FrameMerge merge = new FrameMerge(readers)) {
            while (merge.next()) {
                FrameReader before = merge.at(0);
                boolean isListed = merge.size() > (before == null ? 0 : 1);
                isNew |= before == null || !isListed;
                if (isListed) {
                    out.write(frame(merge.last(), before));
                }
            }
        }
        return isNew;
    }

    private ByteBuffer frame(FrameReader listed, @Nullable FrameReader before) {
        Instant firstTime = known.isEmpty() ? null : seenNow();
        return SeenFrame.of(listed.payload(), before == null ? firstTime : SeenFrame.time(before));
    }

    /** To the millisecond, as it is kept. */
    private Instant seenNow() {
        return Instant.ofEpochMilli(context.now().toEpochMilli());
    }

    private static FrameReader open(Path file) throws IOException {
        return new FrameReader(Files.newInputStream(file));
    }
}
