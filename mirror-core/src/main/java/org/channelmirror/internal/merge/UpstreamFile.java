package org.channelmirror.internal.merge;

import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.table.Reasons;
import org.jspecify.annotations.Nullable;

/**
 * What upstream says of the file at hand: the records of the first channel that lists it and may supply its name, one for every
 * client, one in {@code v3}, or both. What both say of its bytes should be the same; else the first counts.
 */
public final class UpstreamFile {

    private static final int NONE = -1;

    private final UpstreamRecord record = new UpstreamRecord();
    private final UpstreamRecord revised = new UpstreamRecord();
    private final UpstreamRecord other = new UpstreamRecord();
    private final Holding plan = new Holding();
    private boolean hasRecord;
    private boolean hasRevised;
    private boolean hasPlan;
    private boolean isPlanned;
    private boolean planOverrides;
    private int source;
    private int outranked;
    private int outrankedReason;

    /** Looks for it; false if no channel lists it whose record counts. */
    public boolean find(SourceMerge merge) {
        outranked = NONE;
        hasPlan = merge.hasPlan();
        planOverrides = merge.planOverrides();
        isPlanned = false;
        for (source = 0; source < merge.channels(); source++) {
            hasRecord = takes(merge.record(source), record);
            hasRevised = takes(merge.revised(source), revised);
            if (hasRecord || hasRevised) {
                FrameReader planned = merge.planned();
                isPlanned = planned != null && reference().lists(plan.read(planned));
                return true;
            }
            noteOutranked(merge.record(source) != null ? record : revised, merge);
        }
        return false;
    }

    private void noteOutranked(UpstreamRecord read, SourceMerge merge) {
        if (merge.record(source) != null || merge.revised(source) != null) {
            outranked = source;
            outrankedReason = read.reason();
        }
    }

    /** Whether a further channel lists it with other bytes. */
    public boolean isDiffering(SourceMerge merge) {
        for (int i = source + 1; i < merge.channels(); i++) {
            boolean counts = takes(merge.record(i), other) || takes(merge.revised(i), other);
            if (counts && !reference().sameContent(other)) {
                return true;
            }
        }
        return false;
    }

    private boolean takes(@Nullable FrameReader frame, UpstreamRecord into) {
        return frame != null && !into.read(frame).is(UpstreamRecord.OUTRANKED);
    }

    /** Whether it is listed, but only under a name that another channel supplies. */
    public boolean isOutranked() {
        return !hasRecord && !hasRevised && outranked != NONE;
    }

    /** The index that it is taken from, among those of the run; of an outranked file one that lists it. */
    public int source() {
        return isOutranked() ? outranked : source;
    }

    boolean hasRecord() {
        return hasRecord;
    }

    public boolean hasRevised() {
        return hasRevised;
    }

    public UpstreamRecord record() {
        return record;
    }

    public UpstreamRecord revised() {
        return revised;
    }

    /** The record that tells which bytes the file has. */
    public UpstreamRecord reference() {
        return hasRecord ? record : revised;
    }

    public boolean isSelected() {
        return isSelectedByPlanOnly() || isSelectedByFilters();
    }

    /** Whether it may be fetched: there is no plan, or it is planned. */
    public boolean mayBeFetched() {
        return !hasPlan || isPlanned;
    }

    /** Whether a plan names it with the content that upstream lists. */
    public boolean isPlanned() {
        return isPlanned;
    }

    /** Whether the filters left it out if there were no plan. */
    public boolean isSelectedByPlanOnly() {
        return isPlanned && planOverrides && !isSelectedByFilters();
    }

    private boolean isSelectedByFilters() {
        return reference().is(UpstreamRecord.SELECTED)
                || (hasRecord && hasRevised && revised.is(UpstreamRecord.SELECTED) && !contradictsItself());
    }

    /** Whether a rule may select it. */
    boolean isRestorable() {
        return !isSelected()
                && (reference().is(UpstreamRecord.RESTORABLE)
                        || (hasRecord && hasRevised && revised.is(UpstreamRecord.RESTORABLE) && !contradictsItself()));
    }

    /** The number of the reason why it is left out, or was brought back. */
    public int reason() {
        if (isOutranked()) {
            return outrankedReason;
        }
        boolean isSelectedAsRevisedOnly = isSelected() && !reference().is(UpstreamRecord.SELECTED);
        return isSelectedAsRevisedOnly ? Reasons.NONE : reference().reason();
    }

    /** Whether its two records list different bytes. */
    public boolean contradictsItself() {
        return hasRecord && hasRevised && !record.sameContent(revised);
    }
}
