package org.channelmirror.internal.merge;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.publish.PublishPass;
import org.channelmirror.internal.state.Holding;

/**
 * What an index is going to list in {@code v3}. Its {@code info}, which stands before everything else, has to say so (CEP 48), so
 * that a pass of its own finds it out.
 *
 * @param packages how many records
 * @param oldest the first time at which a server indexed one of them, in milliseconds
 * @param newest the last
 */
public record RevisedCount(long packages, OptionalLong oldest, OptionalLong newest) {

    public static final RevisedCount NONE = new RevisedCount(0, OptionalLong.empty(), OptionalLong.empty());

    /** What {@link PublishPass} is going to list. */
    public static RevisedCount ofPublication(SyncRequest request, SubdirSources sources) throws IOException {
        Counter counter = new Counter();
        Fate fate = new Fate(request);
        try (SourceMerge merge = sources.merge()) {
            while (merge.next()) {
                fate.decide(merge);
                Holding old = fate.old();
                if (fate.revised() == Fate.Listing.UPSTREAM) {
                    counter.add(fate.upstream().revised().time());
                } else if (fate.revised() == Fate.Listing.PUBLISHED && old != null) {
                    counter.add(old.revisedTime());
                }
            }
        }
        return counter.result();
    }

    /** What is listed of a catalog without these; they are closed. */
    public static RevisedCount ofWithdrawal(SubdirSources.Catalog catalog, FrameReader withdrawn) throws IOException {
        Counter counter = new Counter();
        Holding entry = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(catalog.open(), withdrawn))) {
            while (merge.next()) {
                FrameReader inCatalog = merge.at(0);
                if (inCatalog != null
                        && merge.at(1) == null
                        && entry.read(inCatalog).is(Holding.PUBLISHED)
                        && entry.is(Holding.REVISED)) {
                    counter.add(entry.revisedTime());
                }
            }
        }
        return counter.result();
    }

    /** Adds up. */
    private static final class Counter {

        private long packages;
        private long oldest = Long.MAX_VALUE;
        private long newest = Long.MIN_VALUE;

        void add(OptionalLong time) {
            packages++;
            oldest = Math.min(oldest, time.orElse(Long.MAX_VALUE));
            newest = Math.max(newest, time.orElse(Long.MIN_VALUE));
        }

        RevisedCount result() {
            return newest == Long.MIN_VALUE
                    ? new RevisedCount(packages, OptionalLong.empty(), OptionalLong.empty())
                    : new RevisedCount(packages, OptionalLong.of(oldest), OptionalLong.of(newest));
        }
    }
}
