package org.channelmirror.internal.archive;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.Fate;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.HistoryLog.Event;
import org.channelmirror.internal.publish.GenerationOutput;
import org.channelmirror.internal.publish.PublishPass;
import org.channelmirror.internal.state.Holding;
import org.jspecify.annotations.Nullable;

/** Writes what the mirror's index lists after an import, with the catalog that belongs to it. */
final class ImportPass {

    private final ImportMerge.Sources sources;
    private final ImportMerge.Rule rule;
    private final int origin;
    private final String from;
    private long packages;
    private long bytes;
    private long added;
    private long replaced;
    private long hidden;
    private boolean originsChanged;

    /**
     * Prepares it.
     *
     * @param origin the number of the channel that everything in the archive is from
     * @param from that channel, for the history; empty if it is not known
     */
    ImportPass(ImportMerge.Sources sources, ImportMerge.Rule rule, int origin, String from) {
        this.sources = sources;
        this.rule = rule;
        this.origin = origin;
        this.from = from;
    }

    /** What is going to be listed in {@code v3}. */
    RevisedCount count() throws IOException {
        long count = 0;
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        try (ImportMerge merge = new ImportMerge(sources, rule)) {
            while (merge.next()) {
                if (merge.revisedListing() != Fate.Listing.NONE) {
                    OptionalLong time = merge.revisedListing() == Fate.Listing.UPSTREAM
                            ? merge.revised().time()
                            : old(merge).revisedTime();
                    count++;
                    oldest = Math.min(oldest, time.orElse(Long.MAX_VALUE));
                    newest = Math.max(newest, time.orElse(Long.MIN_VALUE));
                }
            }
        }
        return newest == Long.MIN_VALUE
                ? new RevisedCount(count, OptionalLong.empty(), OptionalLong.empty())
                : new RevisedCount(count, OptionalLong.of(oldest), OptionalLong.of(newest));
    }

    PublishPass.Counts run(GenerationOutput output, HistoryLog history) throws IOException {
        try (ImportMerge merge = new ImportMerge(sources, rule);
                IndexText text = new IndexText(sources.index().text())) {
            while (merge.next()) {
                Holding held = merge.held();
                if (held == null) {
                    nameRemoved(merge, output);
                } else if (merge.recordListing() != Fate.Listing.NONE || merge.revisedListing() != Fate.Listing.NONE) {
                    list(held, merge, text, output, history);
                } else {
                    keepUnlisted(held, merge, output, history);
                }
            }
        }
        output.finish(List.of(sources.index().text()));
        return new PublishPass.Counts(packages, bytes, added, replaced, hidden, originsChanged);
    }

    /** What was removed where the archive was made is named here too, as if it had been here. */
    private static void nameRemoved(ImportMerge merge, GenerationOutput output) throws IOException {
        if (merge.isRemoved()) {
            byte[] key = merge.key().payload();
            byte[] name = Arrays.copyOfRange(key, FrameKey.nameOffset(), FrameKey.end(key));
            Holding removed =
                    new Holding().begin(FrameKey.section(key), name).set(Holding.WITHDRAWN | Holding.UNVERIFIED);
            output.removed(removed);
            output.write(removed);
        }
    }

    private void list(Holding held, ImportMerge merge, IndexText text, GenerationOutput output, HistoryLog history)
            throws IOException {
        boolean fromArchive =
                merge.recordListing() == Fate.Listing.UPSTREAM || merge.revisedListing() == Fate.Listing.UPSTREAM;
        if (fromArchive) {
            tell(held, merge, history);
            sign(held, merge, output);
        }
        if (merge.revisedListing() == Fate.Listing.PUBLISHED) {
            output.publishedRevised(held, old(merge));
        } else if (merge.revisedListing() == Fate.Listing.UPSTREAM) {
            UpstreamRecord revised = merge.revised();
            output.revised(held, new TextPointer(0, revised.text(), revised.time()));
        }
        if (merge.recordListing() == Fate.Listing.PUBLISHED) {
            output.publishedRecord(held, old(merge));
        } else if (merge.recordListing() == Fate.Listing.UPSTREAM) {
            text.find(merge.reference().text());
            output.record(held, merge.reference(), text.buffer(), text.offset(), text.length());
        } else {
            held.record(0, 0);
        }
        packages++;
        bytes += held.size();
        int from = fromArchive ? origin : held.origin();
        originsChanged |= merge.old() != null && old(merge).origin() != from;
        output.write(held.clear(Holding.WITHDRAWN).set(Holding.PUBLISHED).origin(from));
    }

    private void tell(Holding held, ImportMerge merge, HistoryLog history) throws IOException {
        Holding old = merge.old();
        // What is replaced was taken out of the index a moment ago.
        if (old != null && held != old && !old.is(Holding.UNVERIFIED) && !held.sameContent(old)) {
            replaced++;
            history.add(Event.REPLACED, held.payload().array(), from);
        } else if (!merge.wasPublished()) {
            added++;
            history.add(Event.ARRIVED, held.payload().array(), from);
        }
    }

    private static void sign(Holding held, ImportMerge merge, GenerationOutput output) throws IOException {
        @Nullable FrameReader signature = merge.signature();
        if (signature != null) {
            TextPointer pointer = TextPointer.read(signature.payload());
            output.signature(held, new TextPointer(0, pointer.range(), OptionalLong.empty()));
        }
    }

    private void keepUnlisted(Holding held, ImportMerge merge, GenerationOutput output, HistoryLog history)
            throws IOException {
        boolean isRemoved = merge.isRemoved();
        if (merge.wasPublished()) {
            hidden++;
            history.add(Event.HIDDEN, held.payload().array(), "");
        }
        held.clear(Holding.PUBLISHED | Holding.WITHDRAWN);
        if (isRemoved) {
            held.set(Holding.WITHDRAWN);
            output.removed(held);
        }
        output.write(held);
    }

    private static Holding old(ImportMerge merge) {
        Holding old = merge.old();
        if (old == null) {
            throw new IllegalStateException("what is listed as before was listed before");
        }
        return old;
    }
}
