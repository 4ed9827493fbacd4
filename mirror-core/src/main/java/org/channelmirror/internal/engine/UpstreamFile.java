package org.channelmirror.internal.engine;

import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.table.Reasons;

/**
 * What upstream says of the file at hand: the records of the first channel that lists it, one for every client, one in {@code v3},
 * or both. What both say of its bytes should be the same; else the first counts.
 */
final class UpstreamFile {

    private final UpstreamRecord record = new UpstreamRecord();
    private final UpstreamRecord revised = new UpstreamRecord();
    private final UpstreamRecord other = new UpstreamRecord();
    private boolean hasRecord;
    private boolean hasRevised;
    private int source;

    /** Looks for it; false if no channel lists it. */
    boolean find(SourceMerge merge) {
        for (source = 0; source < merge.channels(); source++) {
            FrameReader first = merge.record(source);
            FrameReader third = merge.revised(source);
            hasRecord = first != null;
            hasRevised = third != null;
            if (first != null) {
                record.read(first);
            }
            if (third != null) {
                revised.read(third);
            }
            if (hasRecord || hasRevised) {
                return true;
            }
        }
        return false;
    }

    /** How many further channels list it with other bytes. */
    int conflicts(SourceMerge merge) {
        int conflicts = 0;
        for (int i = source + 1; i < merge.channels(); i++) {
            FrameReader reader = merge.record(i) != null ? merge.record(i) : merge.revised(i);
            conflicts += reader != null && !reference().sameContent(other.read(reader)) ? 1 : 0;
        }
        return conflicts;
    }

    /** The index that it is taken from, among those of the run. */
    int source() {
        return source;
    }

    boolean hasRecord() {
        return hasRecord;
    }

    boolean hasRevised() {
        return hasRevised;
    }

    UpstreamRecord record() {
        return record;
    }

    UpstreamRecord revised() {
        return revised;
    }

    /** The record that tells which bytes the file has. */
    UpstreamRecord reference() {
        return hasRecord ? record : revised;
    }

    boolean isSelected() {
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
    int reason() {
        boolean isSelectedAsRevisedOnly = isSelected() && !reference().is(UpstreamRecord.SELECTED);
        return isSelectedAsRevisedOnly ? Reasons.NONE : reference().reason();
    }

    /** Whether its two records list different bytes. */
    boolean contradictsItself() {
        return hasRecord && hasRevised && !record.sameContent(revised);
    }
}
