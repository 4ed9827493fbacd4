package org.channelmirror.internal.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.spi.Decision;

/** Takes an upstream index in: one pass that slices the records, asks the filters and writes a sorted file. */
final class Ingest implements RepodataHandler {

    private static final int CHUNK_BYTES = 32 << 20;

    /** What tells of packages or channels that may not be here: counts of other sections, and neighbours. */
    private static final Set<String> NOT_CARRIED = Set.of("info.repodata_revisions", "info.channel_relations");

    private final SyncContext context;
    private final Subdir subdir;
    private final int channel;
    private final NameRank rank;
    private final SortedFrames frames;
    private final Map<String, byte[]> info = new HashMap<>();
    private final Map<String, byte[]> others = new HashMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final boolean everything;
    private long count;
    private final ByteBuffer frame = ByteBuffer.allocate(512);

    private Ingest(SyncContext context, Subdir subdir, int channel, NameRank rank, SortedFrames frames) {
        this.context = context;
        this.subdir = subdir;
        this.channel = channel;
        this.rank = rank;
        this.frames = frames;
        this.everything = context.request().packages().isEverything();
    }

    /** Takes in what was fetched from the channel of a number. */
    static IngestedIndex of(
            SyncContext context, Subdir subdir, int channel, UpstreamIndex.Fetched fetched, NameRank rank)
            throws IOException, RepodataFormatException {
        String location = Redaction.redact(fetched.uri());
        try (SortedFrames frames =
                        new SortedFrames(context.scratch(), subdir + "-" + channel + "-records", CHUNK_BYTES);
                CopiedText text = CopiedText.of(fetched, context.scratch())) {
            Ingest ingest = new Ingest(context, subdir, channel, rank, frames);
            RepodataReader.read(text.in(), ingest);
            Path records = frames.finish();
            ingest.report(location);
            IndexHeader header = IndexHeader.of(subdir, ingest.info, ingest.others);
            return new IngestedIndex(
                    channel,
                    ingest.count,
                    records,
                    text.file(),
                    header,
                    ingest.packages(fetched.uri()),
                    ingest.rejected);
        } catch (MalformedRepodataException e) {
            throw new RepodataFormatException(location, 0, e.offset(), e.getMessage() + hint(e), e);
        } catch (DecodedIndex.CorruptException e) {
            throw new RepodataFormatException(
                    location, 0, -1, "it cannot be decompressed: " + e.getMessage() + "; it may have been cut off", e);
        }
    }

    @Override
    public void record(RawRecord raw) throws IOException {
        count++;
        String name = raw.fileName();
        if (!PackageFileName.isValid(name)) {
            refused.putIfAbsent("names that cannot be a package's", name);
        } else if (PackageFormat.of(name).orElseThrow() != raw.section()) {
            refused.putIfAbsent("packages under the section of the other format", name);
        } else if (rank.supplier(raw) != channel) {
            outranked(raw, rank.supplier(raw));
        } else {
            int flags = isSelected(raw) ? UpstreamRecord.SELECTED : 0;
            frames.add(UpstreamRecord.encode(frame, raw, channel, flags | malformed(raw)));
        }
    }

    /** The plan counts it, unless the supplier lists the same file. */
    private void outranked(RawRecord raw, int supplier) throws IOException {
        frames.add(UpstreamRecord.encode(frame, raw, supplier, UpstreamRecord.OUTRANKED | malformed(raw)));
        String reason = PlanPass.outranked(context.channels().get(supplier));
        PackageRecord record = raw.toPackageRecord(subdir);
        context.events().send(listener -> listener.packageRejected(record, reason));
    }

    private static int malformed(RawRecord raw) {
        try {
            raw.sha256();
            raw.md5();
            return 0;
        } catch (IllegalArgumentException e) {
            return UpstreamRecord.MALFORMED;
        }
    }

    private boolean isSelected(RawRecord raw) {
        if (everything) {
            return true;
        }
        PackageRecord record = raw.toPackageRecord(subdir);
        Decision decision = context.request().packages().decide(record);
        if (decision.isAccepted()) {
            return true;
        }
        String reason = decision.reason().orElseThrow();
        rejected.merge(reason, 1L, Long::sum);
        context.events().send(listener -> listener.packageRejected(record, reason));
        return false;
    }

    /** What upstream removed and is held here is known from its absence; names that were never held mean nothing here. */
    @Override
    public void removed(String fileName) {}

    @Override
    public void info(String key, byte[] value) {
        if (NOT_CARRIED.contains("info." + key)) {
            skipped("info." + key);
        } else {
            info.put(key, value);
        }
    }

    @Override
    public void other(String key, byte[] value) {
        if (key.startsWith("packages.")) {
            skipped(key);
        } else {
            others.put(key, value);
        }
    }

    @Override
    public void skipped(String key) {
        context.events().warn(subdir.name(), "upstream's \"" + key + "\" is not carried into the mirror's index");
    }

    private void report(String location) {
        refused.forEach((what, example) ->
                context.events().warn(location, "the index has " + what + ", which are left out, such as " + example));
        if (frames.duplicates() > 0) {
            context.events()
                    .warn(location, frames.duplicates() + " file names are listed twice; the last record counts");
        }
    }

    private URI packages(URI index) throws RepodataFormatException {
        byte[] baseUrl = info.get("base_url");
        return baseUrl == null ? index.resolve(".") : BaseUrl.resolve(index, baseUrl);
    }

    private static String hint(MalformedRepodataException e) {
        return e.offset() < 64 ? "; the server may have sent a page instead of an index" : "";
    }
}
