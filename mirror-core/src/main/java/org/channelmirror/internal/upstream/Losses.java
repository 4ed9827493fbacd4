package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SourceMerge;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;

/**
 * Counts, for each upstream index, the published packages that came from it, and of these the lost ones: those that it listed when
 * it was last taken and lists no more. A package of several channels counts for the one whose record is published.
 */
public final class Losses {

    private static final int GONE = -1;

    private final List<String> folders = new ArrayList<>();
    private final int[] indexOfOrigin = new int[Origins.UNKNOWN];
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
     * @param origins the channels that the catalog's numbers stand for
     */
    public Losses(SyncRequest request, Subdir subdir, List<IngestedIndex> indexes, Origins origins) {
        Arrays.fill(indexOfOrigin, GONE);
        for (int i = 0; i < indexes.size(); i++) {
            Channel channel = request.channels().get(indexes.get(i).channel());
            folders.add(IndexFetcher.folder(channel, subdir));
            int number = origins.number(channel);
            if (number != Origins.UNKNOWN) {
                indexOfOrigin[number] = i;
            }
        }
        // Some of it may be kept although upstream withdrew it long ago; what is lost now will be kept, too.
        this.unknownMatters = request.removedUpstream() != RemovedUpstream.KEEP;
        this.before = new long[indexes.size()];
        this.lost = new long[indexes.size()];
    }

    /** What became of the packages of an index, or of several. */
    record Loss(String index, long before, long lost) {}

    public void note(Holding published, SourceMerge merge) {
        int origin = published.origin();
        if (origin == Origins.NO_CHANNEL) {
            retained++;
        } else if (origin == Origins.UNKNOWN) {
            if (unknownMatters) {
                unknownBefore++;
                unknownLost += isListedAnywhere(merge) ? 0 : 1;
            }
        } else if (indexOfOrigin[origin] != GONE) {
            int index = indexOfOrigin[origin];
            before[index]++;
            lost[index] += isListed(merge, index) ? 0 : 1;
        }
    }

    /** Notes everything that is published; answers how many files are listed upstream. */
    public long noteAll(SubdirSources sources) throws IOException {
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

    /** What a channel lists under a name that another supplies is not lost. */
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
