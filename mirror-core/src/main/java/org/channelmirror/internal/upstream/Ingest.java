package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.index.BaseUrl;
import org.channelmirror.internal.index.CopiedText;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.FoundRecords;
import org.channelmirror.internal.index.ShardedText;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.IndexHeader.Extension;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SeenLookup;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.KeptHead;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.repodata.TextRange;
import org.channelmirror.spi.Decision;
import org.jspecify.annotations.Nullable;

/** Takes an upstream index in: one pass that slices the records, asks the filters and writes a sorted file. */
public final class Ingest implements RepodataHandler {

    private static final int CHUNK_BYTES = 32 << 20;

    private final SyncContext context;
    private final Subdir subdir;
    private final int channel;
    private final NameRank rank;
    private final SortedFrames frames;
    private final LazyFrames revised;
    private final LazyFrames signatures;
    private final Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    private final Map<String, byte[]> info = new HashMap<>();
    private final Map<String, byte[]> others = new HashMap<>();
    private final Map<String, String> odd = new TreeMap<>();
    private final Reasons reasons = new Reasons();
    private final PackageSelection packages;
    private final boolean everything;
    private final int noted;
    private final SeenLookup seen;
    private final @Nullable ShardFitness fitness;
    private @Nullable Instant nextChange;
    private long count;
    private final ByteBuffer frame = ByteBuffer.allocate(512);

    private Ingest(
            SyncContext context,
            Subdir subdir,
            int channel,
            NameRank rank,
            SortedFrames frames,
            LazyFrames revised,
            LazyFrames signatures,
            SeenLookup seen,
            @Nullable ShardFitness fitness) {
        this.context = context;
        this.subdir = subdir;
        this.channel = channel;
        this.rank = rank;
        this.frames = frames;
        this.revised = revised;
        this.signatures = signatures;
        this.packages = context.request().packages();
        this.everything = packages.isEverything();
        this.noted = AccountPackages.areNeeded(context.request()) ? UpstreamRecord.HAS_POSITIONS : 0;
        this.seen = seen;
        this.fitness = fitness;
    }

    /** Takes in what was fetched from the channel of a number. */
    public static IngestedIndex of(
            SyncContext context,
            Subdir subdir,
            int channel,
            UpstreamIndex.Fetched fetched,
            NameRank rank,
            SeenFiles seenFiles)
            throws IOException, RepodataFormatException {
        String location = Redaction.redact(fetched.uri());
        String name = subdir + "-" + channel;
        try (SortedFrames frames = new SortedFrames(context.scratch(), name + "-records", CHUNK_BYTES);
                LazyFrames revised = new LazyFrames(context.scratch(), name + "-revised", CHUNK_BYTES);
                LazyFrames signatures = new LazyFrames(context.scratch(), name + "-signatures", CHUNK_BYTES);
                SeenLookup seen = seenFiles.lookup(fetched, name);
                CopiedText text = CopiedText.of(fetched, context.scratch())) {
            ShardFitness fitness = fetched.shards()
                    .filter(ShardedText::isWhole)
                    .map(sharded -> new ShardFitness(sharded.shards()))
                    .orElse(null);
            Ingest ingest = new Ingest(context, subdir, channel, rank, frames, revised, signatures, seen, fitness);
            Path records = ingest.read(fetched, text);
            Optional<Path> revisedRecords = revised.finish();
            Optional<Path> signed = signatures.finish();
            ingest.report(location);
            IndexHeader header = IndexHeader.of(subdir, ingest.info, ingest.others, ingest.extensions);
            return new IngestedIndex(
                    channel,
                    ingest.count,
                    records,
                    revisedRecords,
                    signed,
                    text.file(),
                    header,
                    fitness == null ? Optional.empty() : fitness.opening(frames.duplicates()),
                    ingest.packages(fetched.uri()),
                    ingest.reasons,
                    Optional.ofNullable(ingest.nextChange));
        } catch (MalformedRepodataException e) {
            throw new RepodataFormatException(location, 0, e.offset(), String.valueOf(e.getMessage()), e);
        } catch (DecodedIndex.CorruptException e) {
            throw new RepodataFormatException(location, 0, -1, String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads the text, or where its records are known what else it says; answers the records' frames. */
    private Path read(UpstreamIndex.Fetched fetched, CopiedText text) throws IOException {
        Optional<FoundRecords> found = fetched.found();
        if (found.isEmpty() || KeptFacts.wanted(context) == KeptHead.Facts.NONE) {
            try {
                readText(text);
            } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
                text.discard();
                throw e;
            }
            return frames.finish();
        }
        RepodataReader.read(found.get().head(), this);
        count = found.get().count();
        return found.get().records();
    }

    private void readText(CopiedText text) throws IOException {
        boolean isPlain = fitness == null && KeptFacts.wanted(context) == KeptHead.Facts.KEPT;
        Optional<KnownListing> known = isPlain ? KnownListing.open(context, subdir, this::known) : Optional.empty();
        if (known.isEmpty()) {
            RepodataReader.read(text.in(), this);
            return;
        }
        try (KnownListing listing = known.get()) {
            RepodataReader.read(text.in(), this, listing);
        }
    }

    private void known(Holding entry, long at) throws IOException {
        count++;
        frames.add(UpstreamRecord.encode(frame, entry, channel, at));
    }

    @Override
    public void record(RawRecord raw) throws IOException {
        count++;
        if (fitness != null) {
            fitness.record(raw);
        }
        String name = raw.fileName();
        if (!PackageFileName.isValid(name)) {
            odd.putIfAbsent("names that cannot be a package's, which are left out", name);
            return;
        }
        PackageFormat format = PackageFormat.of(name).orElseThrow();
        if (format != raw.section().format()) {
            odd.putIfAbsent("packages under the other format's section, which are listed under their own", name);
        }
        Instant firstSeen = seen.of(raw, format);
        int supplier = rank.supplier(raw);
        ByteBuffer encoded =
                supplier == channel ? encode(raw, format, firstSeen) : outranked(raw, format, firstSeen, supplier);
        if (raw.section().revision() == Section.Revision.FIRST) {
            frames.add(encoded);
        } else {
            revised.add(encoded);
        }
    }

    /** A failure of its package, if that is selected by its file's name alone; what is published of it stays. */
    @Override
    public boolean unusable(RawRecord raw) throws IOException {
        noShards();
        odd.putIfAbsent("records that are no JSON objects", raw.fileName());
        record(raw);
        return true;
    }

    /** The plan counts it, unless the supplier lists the same file. */
    private ByteBuffer outranked(RawRecord raw, PackageFormat format, @Nullable Instant firstSeen, int supplier) {
        String reason = NameClaims.reason(context.channels().get(supplier));
        tellRejected(raw.view(subdir, context.channels().get(channel), firstSeen), reason);
        return UpstreamRecord.encode(frame, raw, format, channel, UpstreamRecord.OUTRANKED, reasons.number(reason));
    }

    private ByteBuffer encode(RawRecord raw, PackageFormat format, @Nullable Instant firstSeen) {
        Decision decision = everything ? Decision.accept() : decide(raw, firstSeen);
        if (decision.isAccepted()) {
            return UpstreamRecord.encode(frame, raw, format, channel, noted | UpstreamRecord.SELECTED, Reasons.NONE);
        }
        int flags = isRestorable(decision) ? noted | UpstreamRecord.RESTORABLE : noted;
        int reason = reasons.number(decision.reason().orElseThrow());
        return UpstreamRecord.encode(frame, raw, format, channel, flags, reason);
    }

    private Decision decide(RawRecord raw, @Nullable Instant firstSeen) {
        PackageRecord record = raw.view(subdir, context.channels().get(channel), firstSeen);
        Decision decision = packages.decide(record, context.now());
        packages.nextChange(record, context.now()).ifPresent(this::changesAt);
        if (!decision.isAccepted() && !isRestorable(decision)) {
            tellRejected(record, decision.reason().orElseThrow());
        }
        return decision;
    }

    private void tellRejected(PackageRecord record, String reason) {
        context.events().send(listener -> listener.packageRejected(record, reason));
    }

    /** Whether a rule may still bring the package back; until then nothing is told of it. */
    private boolean isRestorable(Decision decision) {
        return decision.verdict() == Decision.Verdict.REJECTED && packages.canRestore();
    }

    private void changesAt(Instant time) {
        if (nextChange == null || time.isBefore(nextChange)) {
            nextChange = time;
        }
    }

    /** What upstream removed and is held here is known from its absence; names that were never held mean nothing here. */
    @Override
    public void removed(String fileName) {
        if (fitness != null) {
            fitness.removed(fileName);
        }
    }

    @Override
    public void begins(String key) {
        noShards();
        extensions.add(key.equals("v3") ? Extension.V3 : Extension.SIGNATURES);
    }

    @Override
    public void signature(String fileName, TextRange value) throws IOException {
        if (PackageFileName.isValid(fileName)) {
            byte[] name = fileName.getBytes(StandardCharsets.US_ASCII);
            int section = FrameKey.number(PackageFormat.of(fileName).orElseThrow());
            signatures.add(new TextPointer(channel, value, OptionalLong.empty()).frame(section, name, name.length));
        }
    }

    @Override
    public void info(String key, byte[] value) throws IOException {
        if (fitness != null) {
            fitness.info(key, value);
        }
        if (key.equals(ChannelRelations.KEY)) {
            ChannelRelations.kept(context, value).ifPresent(kept -> info.put(key, kept));
        } else {
            info.put(key, value);
        }
    }

    @Override
    public void other(String key, byte[] value) {
        if (fitness != null) {
            fitness.other(key, value);
        }
        others.put(key, value);
    }

    @Override
    public void skipped(String key, long members) {
        noShards();
        tellSkipped(key, members);
    }

    /** There is something that is in no shard. */
    private void noShards() {
        if (fitness != null) {
            fitness.lacks();
        }
    }

    private void tellSkipped(String key, long members) {
        String of = members > 0 ? " with " + members + " members" : "";
        context.events()
                .warn(subdir.name(), "upstream's \"" + key + "\"" + of + " is not carried into the mirror's index");
    }

    private void report(String location) {
        odd.forEach(
                (what, example) -> context.events().warn(location, "the index has " + what + ", such as " + example));
        long duplicates = frames.duplicates() + revised.duplicates();
        if (duplicates > 0) {
            context.events().warn(location, duplicates + " file names are listed twice; the last record counts");
        }
    }

    private URI packages(URI index) throws RepodataFormatException {
        byte[] baseUrl = info.get("base_url");
        return baseUrl == null ? index.resolve(".") : BaseUrl.resolve(index, baseUrl);
    }
}
