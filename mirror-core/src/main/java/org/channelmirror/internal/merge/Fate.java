package org.channelmirror.internal.merge;

import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.state.Holding;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the file at hand in the next index: what is selected and has arrived is listed, and what was published before and
 * is kept.
 */
public final class Fate {

    /** Which record of a section is listed. */
    public enum Listing {
        NONE,
        UPSTREAM,
        PUBLISHED
    }

    private final SyncRequest request;
    private final UpstreamFile upstream = new UpstreamFile();
    private final Holding entry = new Holding();
    private final Holding arrival = new Holding();
    private @Nullable Holding old;
    private @Nullable Holding held;
    private boolean wasPublished;
    private boolean isListedUpstream;
    private boolean isDropped;
    private Listing record = Listing.NONE;
    private Listing revised = Listing.NONE;

    public Fate(SyncRequest request) {
        this.request = request;
    }

    public void decide(SourceMerge merge) {
        FrameReader inCatalog = merge.catalog();
        FrameReader inJournal = merge.journal();
        old = inCatalog == null ? null : entry.read(inCatalog);
        held = inJournal == null ? old : arrival.read(inJournal).clear(Holding.PUBLISHED | Holding.WITHDRAWN);
        wasPublished = old != null && old.is(Holding.PUBLISHED);
        isListedUpstream = upstream.find(merge);
        isDropped = false;
        record = Listing.NONE;
        revised = Listing.NONE;
        if (held == null) {
            return;
        }
        boolean isKnown = !held.is(Holding.UNVERIFIED) && (inJournal != null || wasPublished);
        if (isKnown && isListedUpstream && upstream.reference().describes(held)) {
            takeUpstream(held);
        } else if (old != null && wasPublished && keepsOld()) {
            isDropped = !isKnown;
            if (isKnown && (held == old || held.sameContent(old))) {
                record = old.hasRecord() ? Listing.PUBLISHED : Listing.NONE;
                revised = old.is(Holding.REVISED) ? Listing.PUBLISHED : Listing.NONE;
            }
        }
    }

    private void takeUpstream(Holding stored) {
        boolean keepsUnmatched = wasPublished && request.unmatched() == UnmatchedPackages.KEEP;
        boolean keepsAll = upstream.isSelectedByPlanOnly() || (keepsUnmatched && !upstream.isSelected());
        if (upstream.hasRecord()) {
            boolean keeps = keepsAll || (keepsUnmatched && old != null && old.hasRecord());
            record = keeps || upstream.record().is(UpstreamRecord.SELECTED) ? Listing.UPSTREAM : Listing.NONE;
        }
        if (upstream.hasRevised() && upstream.revised().describes(stored)) {
            boolean keeps = keepsAll || (keepsUnmatched && old != null && old.is(Holding.REVISED));
            revised = keeps || upstream.revised().is(UpstreamRecord.SELECTED) ? Listing.UPSTREAM : Listing.NONE;
        }
    }

    /** What upstream no longer lists with the bytes that are here stays listed only where a policy says so. */
    private boolean keepsOld() {
        return isListedUpstream
                ? upstream.isSelected() || request.unmatched() == UnmatchedPackages.KEEP
                : request.removedUpstream() == RemovedUpstream.KEEP;
    }

    /** What is stored, as the next catalog is to have it, or null if nothing is. */
    @Nullable
    public Holding held() {
        return held;
    }

    /** The entry of the catalog in force, or null; it may be the same object as {@link #held()}. */
    @Nullable
    public Holding old() {
        return old;
    }

    public boolean wasPublished() {
        return wasPublished;
    }

    public boolean isListedUpstream() {
        return isListedUpstream;
    }

    /** Whether it was published and nobody knows what its file holds now. */
    public boolean isDropped() {
        return isDropped;
    }

    public boolean isListed() {
        return record != Listing.NONE || revised != Listing.NONE;
    }

    public Listing record() {
        return record;
    }

    public Listing revised() {
        return revised;
    }

    public UpstreamFile upstream() {
        return upstream;
    }
}
