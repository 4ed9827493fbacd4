package org.channelmirror.internal.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.Fate;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.jspecify.annotations.Nullable;

/** Walks over what an archive's index lists and what is known here, file by file, and says what becomes of each. */
public final class ImportMerge implements AutoCloseable {

    private final FrameMerge merge;
    private final Rule rule;
    private final UpstreamRecord record = new UpstreamRecord();
    private final UpstreamRecord revised = new UpstreamRecord();
    private final Holding entry = new Holding();
    private final Holding arrival = new Holding();
    private @Nullable Holding old;
    private @Nullable Holding held;
    private Fate.Listing recordListing = Fate.Listing.NONE;
    private Fate.Listing revisedListing = Fate.Listing.NONE;

    /** What becomes of what is published here and not in the archive's index. */
    enum Rule {
        /** The archive says all there is. */
        REPLACE,
        /** It stays, unless the archive says that it was removed. */
        UNITE,
        /** It stays, and where both have a file, so does what is here. */
        UNITE_OLDER
    }

    /**
     * The sorted files that are merged.
     *
     * @param index what the archive's index lists
     * @param removed the names in its {@code removed}
     * @param gone the names that its manifest says were removed
     * @param catalog what is known here
     * @param journal what arrived
     */
    record Sources(IngestedIndex index, Path removed, Path gone, SubdirSources.Catalog catalog, Path journal) {}

    ImportMerge(Sources sources, Rule rule) throws IOException {
        this.rule = rule;
        IngestedIndex index = sources.index();
        this.merge = new FrameMerge(List.of(
                open(Optional.of(index.records())),
                open(index.revised()),
                open(index.signatures()),
                sources.catalog().open(),
                open(Optional.of(sources.journal())),
                open(Optional.of(sources.removed())),
                open(Optional.of(sources.gone()))));
    }

    private static FrameReader open(Optional<Path> file) throws IOException {
        return file.isEmpty() ? FrameReader.empty() : new FrameReader(Files.newInputStream(file.get()));
    }

    /** Goes to the next file. */
    boolean next() throws IOException {
        if (!merge.next()) {
            return false;
        }
        FrameReader inCatalog = merge.at(3);
        FrameReader inJournal = merge.at(4);
        old = inCatalog == null ? null : entry.read(inCatalog);
        held = inJournal == null ? old : arrival.read(inJournal).clear(Holding.PUBLISHED | Holding.WITHDRAWN);
        recordListing = Fate.Listing.NONE;
        revisedListing = Fate.Listing.NONE;
        boolean stays =
                wasPublished() && (rule == Rule.UNITE_OLDER || (rule == Rule.UNITE && !isListed() && !isGone()));
        if (stays && old != null && held == old) {
            recordListing = old.hasRecord() ? Fate.Listing.PUBLISHED : Fate.Listing.NONE;
            revisedListing = old.is(Holding.REVISED) ? Fate.Listing.PUBLISHED : Fate.Listing.NONE;
        } else if (held != null && !held.is(Holding.UNVERIFIED)) {
            recordListing = listing(hasRecord(), record, held);
            revisedListing = listing(hasRevised(), revised, held);
        }
        return true;
    }

    private static Fate.Listing listing(boolean isThere, UpstreamRecord listed, Holding held) {
        return isThere && listed.describes(held) ? Fate.Listing.UPSTREAM : Fate.Listing.NONE;
    }

    /** Whether the archive's index lists it in a way that can be held to. */
    boolean isListed() {
        return hasRecord() || hasRevised();
    }

    /** Whether it is to be listed and nobody has its bytes. */
    boolean isMissing() {
        return isListed() && recordListing == Fate.Listing.NONE && revisedListing == Fate.Listing.NONE;
    }

    private boolean hasRecord() {
        FrameReader frame = merge.at(0);
        return frame != null && !record.read(frame).is(UpstreamRecord.MALFORMED);
    }

    private boolean hasRevised() {
        FrameReader frame = merge.at(1);
        return frame != null && !revised.read(frame).is(UpstreamRecord.MALFORMED);
    }

    private boolean isGone() {
        return merge.at(5) != null || merge.at(6) != null;
    }

    /** The record that tells which bytes the file has. */
    UpstreamRecord reference() {
        return hasRecord() ? record : revised;
    }

    UpstreamRecord revised() {
        return revised;
    }

    @Nullable
    FrameReader signature() {
        return merge.at(2);
    }

    /** Any of the frames at hand: all begin with the key. */
    FrameReader key() {
        return merge.first();
    }

    @Nullable
    Holding held() {
        return held;
    }

    @Nullable
    Holding old() {
        return old;
    }

    boolean wasPublished() {
        return old != null && old.is(Holding.PUBLISHED);
    }

    Fate.Listing recordListing() {
        return recordListing;
    }

    Fate.Listing revisedListing() {
        return revisedListing;
    }

    /** Whether an index that does not list it names it in {@code removed}. */
    boolean isRemoved() {
        boolean wasRemoved = old != null && old.is(Holding.WITHDRAWN);
        return merge.at(5) != null || (rule != Rule.REPLACE && wasRemoved);
    }

    @Override
    public void close() throws IOException {
        merge.close();
    }
}
