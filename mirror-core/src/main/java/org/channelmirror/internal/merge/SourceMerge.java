package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.operation.Approvals;
import org.jspecify.annotations.Nullable;

/** Walks over all sources of a subdir at once, file by file. */
public final class SourceMerge implements AutoCloseable {

    private static final int NONE = -1;

    private final List<FrameReader> readers = new ArrayList<>();
    private final int[] records;
    private final int[] revised;
    private final int[] signatures;
    private final int catalog;
    private final int journal;
    private final int planned;
    private final boolean overrides;
    private final FrameMerge merge;

    SourceMerge(SubdirSources sources) throws IOException {
        int channels = sources.indexes().size();
        this.records = new int[channels];
        this.revised = new int[channels];
        this.signatures = new int[channels];
        for (int i = 0; i < channels; i++) {
            IngestedIndex index = sources.indexes().get(i);
            records[i] = open(Optional.of(index.records()));
            revised[i] = open(index.revised());
            signatures[i] = open(index.signatures());
        }
        this.catalog = add(sources.catalog().open());
        this.journal = open(Optional.of(sources.journal()));
        this.planned = open(sources.planned().map(Approvals.Approved::file));
        this.overrides = sources.planned()
                .filter(plan -> plan.reach() == Approvals.Reach.PLANNED)
                .isPresent();
        this.merge = new FrameMerge(readers);
    }

    private int open(Optional<Path> file) throws IOException {
        return file.isEmpty() ? NONE : add(new FrameReader(Files.newInputStream(file.get())));
    }

    private int add(FrameReader reader) {
        readers.add(reader);
        return readers.size() - 1;
    }

    /** Goes to the next file that any of the sources tells of; false when all have ended. */
    public boolean next() throws IOException {
        return merge.next();
    }

    public int channels() {
        return records.length;
    }

    /** The record in {@code packages} or {@code packages.conda} of a channel's index. */
    @Nullable
    public FrameReader record(int index) {
        return merge.at(records[index]);
    }

    /** The record in {@code v3} of a channel's index. */
    @Nullable
    public FrameReader revised(int index) {
        return at(revised[index]);
    }

    /** The signature in a channel's index. */
    @Nullable
    public FrameReader signature(int index) {
        return at(signatures[index]);
    }

    @Nullable
    public FrameReader catalog() {
        return merge.at(catalog);
    }

    @Nullable
    public FrameReader journal() {
        return merge.at(journal);
    }

    /** Whether a plan says what may be fetched. */
    boolean hasPlan() {
        return planned != NONE;
    }

    /** Whether what the plan names counts as selected. */
    boolean planOverrides() {
        return overrides;
    }

    /** What the plan says of the file. */
    @Nullable
    public FrameReader planned() {
        return at(planned);
    }

    private @Nullable FrameReader at(int position) {
        return position == NONE ? null : merge.at(position);
    }

    @Override
    public void close() throws IOException {
        merge.close();
    }
}
