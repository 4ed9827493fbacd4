package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.model.Subdir;

/**
 * Counts, for each upstream index, the published packages that came from it, and of these the lost ones: those that it listed when
 * it was last taken and lists no more. A package of several channels counts for the one whose record is published.
 */
final class Losses {

    private static final int GONE = -1;

    private final List<String> folders = new ArrayList<>();
    private final int[] indexOfSupplier;
    private final long[] before;
    private final long[] lost;
    private final boolean unknownMatters;
    private long unknownBefore;
    private long unknownLost;
    private long retained;

    /**
     * Begins.
     *
     * @param indexes what was taken in now
     * @param inputs what the catalog's suppliers are numbers of
     */
    Losses(SyncRequest request, Subdir subdir, List<IngestedIndex> indexes, List<IndexInput> inputs) {
        for (IngestedIndex index : indexes) {
            folders.add(IndexFetcher.folder(request.channels().get(index.channel()), subdir));
        }
        // Some of it may be kept although upstream withdrew it long ago; what is lost now will be kept, too.
        this.unknownMatters = request.removedUpstream() != RemovedUpstream.KEEP;
        this.before = new long[indexes.size()];
        this.lost = new long[indexes.size()];
        this.indexOfSupplier =
                inputs.stream().mapToInt(input -> indexOf(input.url())).toArray();
    }

    /** What became of the packages of an index, or of several. */
    record Loss(String index, long before, long lost) {}

    void note(Holding published, SourceMerge merge) {
        int supplier = published.supplier();
        if (supplier == Holding.NO_SUPPLIER) {
            retained++;
        } else if (supplier >= 0 && supplier < indexOfSupplier.length) {
            int index = indexOfSupplier[supplier];
            if (index != GONE) {
                before[index]++;
                lost[index] += isListed(merge, index) ? 0 : 1;
            }
        } else if (unknownMatters) {
            unknownBefore++;
            unknownLost += isListedAnywhere(merge) ? 0 : 1;
        }
    }

    /** Notes everything that is published; answers how many files are listed upstream. */
    long noteAll(SubdirSources sources) throws IOException {
        long listed = 0;
        Holding entry = new Holding();
        try (SourceMerge merge = sources.merge()) {
            while (merge.next()) {
                listed += isListedAnywhere(merge) ? 1 : 0;
                FrameReader inCatalog = merge.catalog();
                if (inCatalog != null && entry.read(inCatalog).is(Holding.PUBLISHED)) {
                    note(entry, merge);
                }
            }
        }
        return listed;
    }

    /** All of them; what is published from nobody knows where is the only channel's, or stands last. */
    List<Loss> all() {
        List<Loss> all = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            boolean only = before.length == 1;
            all.add(new Loss(
                    "the index in " + folders.get(i),
                    before[i] + (only ? unknownBefore : 0),
                    lost[i] + (only ? unknownLost : 0)));
        }
        if (before.length != 1 && unknownBefore > 0) {
            all.add(new Loss("the index", unknownBefore, unknownLost));
        }
        return all;
    }

    /** How many published packages no index listed when the last one was taken. */
    long retained() {
        return retained;
    }

    private int indexOf(String url) {
        for (int i = 0; i < folders.size(); i++) {
            if (url.startsWith(folders.get(i))) {
                return i;
            }
        }
        return GONE;
    }

    private static boolean isListed(SourceMerge merge, int index) {
        return merge.record(index) != null || merge.revised(index) != null;
    }

    private static boolean isListedAnywhere(SourceMerge merge) {
        for (int i = 0; i < merge.channels(); i++) {
            if (isListed(merge, i)) {
                return true;
            }
        }
        return false;
    }
}
