package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.internal.engine.HistoryLog.Event;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Decides, key by key, what the mirror's index lists from now on, and writes it with the catalog that belongs to it:
 * what is selected and has arrived, and what was published before and is kept.
 */
final class PublishPass {

    private final SyncRequest request;
    private final SubdirSources sources;
    private final List<String> channelUrls;
    private final List<Integer> origins;
    private final RepodataOutput index;
    private final FrameWriter catalog;
    private final PublishedRecords before;
    private final HistoryLog history;
    private final ChannelChoice choice = new ChannelChoice();
    private final UpstreamRecord upstream = choice.record();
    private final Holding entry = new Holding();
    private final Holding arrival = new Holding();
    private final List<IndexText> texts = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private long packages;
    private long bytes;
    private long added;
    private long replaced;
    private long hidden;
    private long moved;

    PublishPass(
            SyncRequest request,
            SubdirSources sources,
            Origins origins,
            RepodataOutput index,
            FrameWriter catalog,
            PublishedRecords before,
            HistoryLog history) {
        this.request = request;
        this.sources = sources;
        this.channelUrls = request.channels().stream().map(Channel::redactedUrl).toList();
        this.origins = channelUrls.stream().map(origins::number).toList();
        this.index = index;
        this.catalog = catalog;
        this.before = before;
        this.history = history;
    }

    /**
     * What the new index lists, and how it differs from the one before.
     *
     * @param moved how many packages another channel supplies than before, be it with the same bytes
     */
    record Counts(long packages, long bytes, long added, long replaced, long hidden, long moved) {}

    Counts run() throws IOException {
        try (FrameMerge merge = sources.merge()) {
            for (IngestedIndex source : sources.indexes()) {
                texts.add(new IndexText(source.text()));
            }
            while (merge.next()) {
                decide(merge);
            }
        } finally {
            for (IndexText text : texts) {
                text.close();
            }
        }
        removed.sort(null);
        index.finish(removed);
        catalog.finish();
        return new Counts(packages, bytes, added, replaced, hidden, moved);
    }

    private void decide(FrameMerge merge) throws IOException {
        FrameReader inCatalog = merge.at(sources.catalogIndex());
        FrameReader inJournal = merge.at(sources.journalIndex());
        Holding old = inCatalog == null ? null : entry.read(inCatalog);
        Holding held = inJournal != null ? arrival.read(inJournal).clear(Holding.PUBLISHED | Holding.WITHDRAWN) : old;
        boolean wasPublished = old != null && old.is(Holding.PUBLISHED);
        boolean listed = choice.find(merge, sources.channels());
        if (held == null) {
            return;
        }
        boolean isKnown = !held.is(Holding.UNVERIFIED) && (inJournal != null || wasPublished);
        if (isKnown && listed && upstream.describes(held)) {
            if (upstream.is(UpstreamRecord.SELECTED)
                    || (wasPublished && request.unmatched() == UnmatchedPackages.KEEP)) {
                publishUpstream(held, old, wasPublished);
                return;
            }
        } else if (old != null && wasPublished && keepsOld(listed)) {
            if (!isKnown) {
                drop(held);
                return;
            }
            if (held == old || held.sameContent(old)) {
                publishOld(old, held);
                return;
            }
        }
        keepUnlisted(held, old, wasPublished, listed);
    }

    /** What upstream no longer lists with the bytes that are here stays listed only where a policy says so. */
    private boolean keepsOld(boolean listed) {
        return listed
                ? upstream.is(UpstreamRecord.SELECTED) || request.unmatched() == UnmatchedPackages.KEEP
                : request.removedUpstream() == RemovedUpstream.KEEP;
    }

    private void publishUpstream(Holding held, @Nullable Holding old, boolean wasPublished) throws IOException {
        IndexText text = texts.get(choice.source());
        text.find(upstream);
        long at = index.record(
                held.section(),
                upstream.buffer(),
                FrameKey.nameOffset(),
                FrameKey.nameLength(upstream.buffer()),
                text.buffer(),
                text.offset(),
                text.length());
        boolean same = old != null && (held == old || upstream.describes(old));
        String from = channelUrls.get(upstream.channel());
        if (old != null && !same) {
            replaced++;
            history.add(Event.REPLACED, held.payload().array(), from);
        } else if (!wasPublished) {
            added++;
            history.add(Event.ARRIVED, held.payload().array(), from);
        }
        int origin = origins.get(upstream.channel());
        moved += old != null && old.origin() != origin ? 1 : 0;
        list(held.origin(origin), at, text.length());
    }

    private void publishOld(Holding old, Holding held) throws IOException {
        byte[] json = before.read(old);
        byte[] name = old.payload().array();
        long at = index.record(
                old.section(), name, FrameKey.nameOffset(), FrameKey.nameLength(name), json, 0, json.length);
        list(held.origin(old.origin()), at, json.length);
    }

    private void list(Holding held, long recordOffset, int recordLength) throws IOException {
        packages++;
        bytes += held.size();
        catalog.write(held.clear(Holding.WITHDRAWN)
                .set(Holding.PUBLISHED)
                .record(recordOffset, recordLength)
                .payload());
    }

    private void keepUnlisted(Holding held, @Nullable Holding old, boolean wasPublished, boolean listed)
            throws IOException {
        boolean withdrawn = !listed && (wasPublished || (old != null && old.is(Holding.WITHDRAWN)));
        held.clear(Holding.PUBLISHED | Holding.WITHDRAWN);
        if (withdrawn) {
            held.set(Holding.WITHDRAWN);
            removed.add(held.name().value());
        }
        if (wasPublished) {
            hidden++;
            history.add(Event.HIDDEN, held.payload().array(), "");
        }
        catalog.write(held.payload());
    }

    /** A published package whose file turned out to be missing or damaged is no longer listed. */
    private void drop(Holding held) throws IOException {
        hidden++;
        history.add(Event.DAMAGED, held.payload().array(), "");
    }
}
