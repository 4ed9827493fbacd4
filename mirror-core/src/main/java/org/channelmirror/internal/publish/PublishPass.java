package org.channelmirror.internal.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.Fate;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SourceMerge;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.HistoryLog.Event;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.Redaction;
import org.jspecify.annotations.Nullable;

/** Writes, file by file, what the mirror's index lists from now on, with the catalog that belongs to it. */
public final class PublishPass {

    private final SubdirSources sources;
    private final List<String> channelUrls;
    private final List<Integer> origins;
    private final GenerationOutput output;
    private final HistoryLog history;
    private final Fate fate;
    private final List<IndexText> texts = new ArrayList<>();
    private long packages;
    private long bytes;
    private long added;
    private long replaced;
    private long hidden;
    private boolean originsChanged;

    public PublishPass(
            SyncRequest request, SubdirSources sources, Origins origins, GenerationOutput output, HistoryLog history) {
        this.sources = sources;
        this.channelUrls = request.channels().stream()
                .map(channel -> Redaction.withoutSecrets(channel.url()))
                .toList();
        this.origins = request.channels().stream().map(origins::number).toList();
        this.output = output;
        this.history = history;
        this.fate = new Fate(request);
    }

    /**
     * What the new index lists, and how it differs from the one before.
     *
     * @param originsChanged whether a package is listed by another channel than before, or by none
     */
    public record Counts(long packages, long bytes, long added, long replaced, long hidden, boolean originsChanged) {}

    public Counts run() throws IOException {
        try (SourceMerge merge = sources.merge()) {
            for (IngestedIndex source : sources.indexes()) {
                texts.add(new IndexText(source.text()));
            }
            while (merge.next()) {
                fate.decide(merge);
                Holding held = fate.held();
                if (held != null) {
                    apply(held, merge);
                }
            }
        } finally {
            for (IndexText text : texts) {
                text.close();
            }
        }
        output.finish(sources.indexes().stream().map(IngestedIndex::text).toList());
        return new Counts(packages, bytes, added, replaced, hidden, originsChanged);
    }

    private void apply(Holding held, SourceMerge merge) throws IOException {
        Holding old = fate.old();
        if (old != null) {
            noteChanges(old);
        }
        if (fate.isDropped()) {
            // Damaged and with no other copy upstream: it is named no more.
            hidden++;
            history.add(Event.DAMAGED, held.payload().array(), "");
        } else if (fate.isListed()) {
            list(held, fate.old(), merge);
        } else {
            keepUnlisted(held, fate.old());
        }
    }

    /** Tells of what was listed and is not listed with the same bytes now. */
    private void noteChanges(Holding old) throws IOException {
        boolean isListedAgain = fate.record() == Fate.Listing.PUBLISHED || isSame(old);
        if (fate.wasPublished() && old.hasRecord() && !isListedAgain) {
            output.changed(old);
        }
        if (fate.wasPublished() && old.is(Holding.REVISED) && fate.revised() != Fate.Listing.PUBLISHED) {
            output.changed(old);
        }
        if (old.is(Holding.WITHDRAWN)) {
            output.wasRemoved(old);
        }
    }

    /** Whether upstream's record is listed, and is the one that the published index has. */
    private boolean isSame(@Nullable Holding old) {
        return old != null
                && fate.wasPublished()
                && fate.record() == Fate.Listing.UPSTREAM
                && fate.upstream().record().is(UpstreamRecord.SAME)
                && old.isKnown();
    }

    private void list(Holding held, @Nullable Holding old, SourceMerge merge) throws IOException {
        boolean fromUpstream = fate.record() == Fate.Listing.UPSTREAM || fate.revised() == Fate.Listing.UPSTREAM;
        if (fromUpstream) {
            tell(held, old);
            sign(held, merge);
        }
        if (old != null && fate.revised() == Fate.Listing.PUBLISHED) {
            output.publishedRevised(held, old);
        } else if (fate.revised() == Fate.Listing.UPSTREAM) {
            UpstreamRecord upstream = fate.upstream().revised();
            output.revised(held, new TextPointer(fate.upstream().source(), upstream.text(), upstream.time()));
        }
        if (old != null && fate.record() == Fate.Listing.PUBLISHED) {
            output.publishedRecord(held, old);
        } else if (fate.record() == Fate.Listing.UPSTREAM) {
            IndexText text = texts.get(fate.upstream().source());
            UpstreamRecord upstream = fate.upstream().record();
            text.find(upstream.text());
            if (isSame(old)) {
                output.sameRecord(held, upstream, text.buffer(), text.offset(), text.length());
            } else {
                output.record(held, upstream, text.buffer(), text.offset(), text.length());
            }
        } else {
            held.record(0, 0);
        }
        packages++;
        bytes += held.size();
        int origin = fate.isListedUpstream()
                ? origins.get(fate.upstream().reference().channel())
                : Origins.NO_CHANNEL;
        originsChanged |= old != null && old.origin() != origin;
        output.write(held.clear(Holding.WITHDRAWN).set(Holding.PUBLISHED).origin(origin));
    }

    private void tell(Holding held, @Nullable Holding old) throws IOException {
        UpstreamRecord upstream = fate.upstream().reference();
        String from = channelUrls.get(upstream.channel());
        if (old != null && held != old && !upstream.describes(old)) {
            replaced++;
            history.add(Event.REPLACED, held.payload().array(), from);
        } else if (!fate.wasPublished()) {
            added++;
            history.add(Event.ARRIVED, held.payload().array(), from);
        }
    }

    /** A signature is over a record: it goes with upstream's own. */
    private void sign(Holding held, SourceMerge merge) throws IOException {
        int source = fate.upstream().source();
        FrameReader signature = merge.signature(source);
        if (signature != null) {
            TextPointer pointer = TextPointer.read(signature.payload());
            output.signature(held, new TextPointer(source, pointer.range(), OptionalLong.empty()));
        }
    }

    private void keepUnlisted(Holding held, @Nullable Holding old) throws IOException {
        boolean wasWithdrawn = old != null && old.is(Holding.WITHDRAWN);
        boolean isWithdrawn =
                !fate.isListedUpstream() && (fate.wasPublished() || wasWithdrawn || !held.is(Holding.UNVERIFIED));
        held.clear(Holding.PUBLISHED | Holding.WITHDRAWN).origin(Origins.NO_CHANNEL);
        if (isWithdrawn) {
            held.set(Holding.WITHDRAWN);
            output.removed(held);
        }
        if (fate.wasPublished()) {
            hidden++;
            history.add(Event.HIDDEN, held.payload().array(), "");
        }
        output.write(held);
    }
}
