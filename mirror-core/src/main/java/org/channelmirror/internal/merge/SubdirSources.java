package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.operation.Approvals;

/**
 * The sorted files that a subdir is decided from: each channel's records in the order of priority, then the catalog, then the
 * journal, then what a plan names, if one is followed.
 */
public record SubdirSources(
        List<IngestedIndex> indexes, Catalog catalog, Path journal, Optional<Approvals.Approved> planned) {

    /** What is known of the stored packages: a generation's own file, or one that was made from the published index. */
    @FunctionalInterface
    public interface Catalog {

        /** No package is known. */
        Catalog EMPTY = FrameReader::empty;

        FrameReader open() throws IOException;

        static Catalog of(Path file) {
            return () -> new FrameReader(Files.newInputStream(file));
        }
    }

    public SubdirSources {
        indexes = List.copyOf(indexes);
    }

    /** Where no plan is followed. */
    public SubdirSources(List<IngestedIndex> indexes, Catalog catalog, Path journal) {
        this(indexes, catalog, journal, Optional.empty());
    }

    /** When the passing of time alone changes what the filters say of one of the indexes. */
    public Optional<Instant> nextChange() {
        return indexes.stream().flatMap(index -> index.nextChange().stream()).min(Comparator.naturalOrder());
    }

    public SourceMerge merge() throws IOException {
        return new SourceMerge(this);
    }
}
