package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.repodata.TextRange;
import org.channelmirror.spi.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Takes the published index in as if it were upstream's: each record that the catalog points to is asked about with the channel that
 * supplied it. Of what no channel lists any more only the filters are asked; rules decide on what channels list.
 */
public final class PublishedIngest {

    private static final int CHUNK_BYTES = 32 << 20;
    private static final int MOST_OF_A_FRAME = 512;

    private final SyncContext context;
    private final Subdir subdir;
    private final Suppliers suppliers;
    private final List<Optional<Channel>> channels;
    private final Origins origins;
    private final PackageSelection packages;
    private final Reasons reasons = new Reasons();
    private final RecordReader reader = new RecordReader();
    private final ByteBuffer frame = ByteBuffer.allocate(MOST_OF_A_FRAME);
    private final Holding entry = new Holding();
    private long count;

    public PublishedIngest(SyncContext context, Subdir subdir, Suppliers suppliers, Origins origins) {
        this.context = context;
        this.subdir = subdir;
        this.suppliers = suppliers;
        this.channels = suppliers.all();
        this.origins = origins;
        this.packages = context.request().packages();
    }

    /** Takes in what a catalog says of the uncompressed index. */
    public IngestedIndex run(SubdirSources.Catalog catalog, Path text) throws IOException {
        SeenFiles seen = SeenFiles.of(context, subdir);
        String name = subdir + "-published";
        try (SortedFrames records = new SortedFrames(context.scratch(), name + "-records", CHUNK_BYTES);
                LazyFrames revised = new LazyFrames(context.scratch(), name + "-revised", CHUNK_BYTES);
                IndexText sections = new IndexText(text);
                IndexText revision = new IndexText(text);
                FrameMerge merge = new FrameMerge(List.of(catalog.open(), seen.openKnown()))) {
            while (merge.next()) {
                FrameReader inCatalog = merge.at(0);
                if (inCatalog != null && entry.read(inCatalog).is(Holding.PUBLISHED)) {
                    FrameReader inSeen = merge.at(1);
                    Instant firstSeen = inSeen == null ? null : SeenFrame.time(inSeen);
                    if (entry.hasRecord()) {
                        records.add(encode(sections, false, firstSeen));
                    }
                    if (entry.is(Holding.REVISED)) {
                        revised.add(encode(revision, true, firstSeen));
                    }
                }
            }
            return new IngestedIndex(
                    0,
                    count,
                    records.finish(),
                    revised.finish(),
                    Optional.empty(),
                    text,
                    IndexHeader.empty(subdir),
                    Optional.empty(),
                    context.channels().get(0).url(),
                    reasons,
                    Optional.empty());
        }
    }

    private ByteBuffer encode(IndexText text, boolean isRevised, @Nullable Instant firstSeen) throws IOException {
        count++;
        TextRange place = isRevised
                ? new TextRange(entry.revisedOffset(), entry.revisedLength(), TextRange.Layout.COMPACT)
                : new TextRange(entry.recordOffset(), entry.recordLength(), TextRange.Layout.COMPACT);
        text.find(place);
        PackageFormat format = entry.section();
        RawRecord raw;
        try {
            raw = reader.read(section(format, isRevised), entry.name().value(), place, text.buffer(), text.offset());
        } catch (IllegalArgumentException e) {
            DamagedFileException damaged =
                    new DamagedFileException("no record stands where it says that of " + entry.name() + " does");
            damaged.initCause(e);
            throw damaged;
        }
        int supplier = suppliers.number(origins, entry.origin());
        Decision decision = decide(raw, channels.get(supplier), firstSeen);
        return UpstreamRecord.encode(frame, raw, format, supplier, flags(decision), number(decision));
    }

    private static Section section(PackageFormat format, boolean isRevised) {
        boolean isConda = format == PackageFormat.CONDA;
        if (isRevised) {
            return isConda ? Section.V3_CONDA : Section.V3_TAR_BZ2;
        }
        return isConda ? Section.PACKAGES_CONDA : Section.PACKAGES;
    }

    private Decision decide(RawRecord raw, Optional<Channel> channel, @Nullable Instant firstSeen) {
        Decision decision = packages.decide(raw.view(subdir, channel.orElse(null), firstSeen), context.now());
        if (channel.isPresent() || decision.isAccepted()) {
            return decision;
        }
        // It stays if it is selected from any of the channels that it may be from.
        for (Channel each : context.channels()) {
            Decision other = packages.decide(raw.view(subdir, each, firstSeen), context.now());
            if (other.isAccepted()) {
                return other;
            }
        }
        return decision;
    }

    private int flags(Decision decision) {
        if (entry.origin() == Origins.NO_CHANNEL) {
            return UpstreamRecord.OUTRANKED;
        }
        if (decision.isAccepted()) {
            return UpstreamRecord.HAS_POSITIONS | UpstreamRecord.SELECTED;
        }
        boolean isRestorable = decision.verdict() == Decision.Verdict.REJECTED && packages.canRestore();
        return UpstreamRecord.HAS_POSITIONS | (isRestorable ? UpstreamRecord.RESTORABLE : 0);
    }

    private int number(Decision decision) {
        return decision.isAccepted()
                ? Reasons.NONE
                : reasons.number(decision.reason().orElseThrow());
    }
}
