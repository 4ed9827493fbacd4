package org.channelmirror.internal.merge;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.table.Reasons;

/** Counts packages by the reasons that their frames give as numbers, which are those of each index. */
public final class ReasonCounts {

    private final List<Reasons> reasons;
    private final long[][] counts;

    public ReasonCounts(List<IngestedIndex> indexes) {
        this.reasons = indexes.stream().map(IngestedIndex::reasons).toList();
        this.counts = new long[indexes.size()][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new long[reasons.get(i).size() + 1];
        }
    }

    public void add(int index, int reason) {
        counts[index][reason]++;
    }

    /** The counts of everything for which there is a reason. */
    public SortedMap<String, Long> byText() {
        SortedMap<String, Long> byText = new TreeMap<>();
        for (int index = 0; index < counts.length; index++) {
            for (int reason = Reasons.NONE + 1; reason < counts[index].length; reason++) {
                if (counts[index][reason] > 0) {
                    byText.merge(reasons.get(index).text(reason), counts[index][reason], Long::sum);
                }
            }
        }
        return byText;
    }
}
