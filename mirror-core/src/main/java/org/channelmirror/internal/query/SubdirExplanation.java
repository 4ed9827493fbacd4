package org.channelmirror.internal.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.fetch.PlanPass;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.PackageName;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SeenLookup;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.internal.upstream.WholeForm;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.StoragePath;

/** Looks for the packages that are asked about in the indexes of one subdir: the channels' and the published one. */
final class SubdirExplanation {

    private static final Decision UNUSABLE = Decision.ruleOut(PlanPass.MALFORMED);

    private static final Decision NOT_LISTED = Decision.ruleOut("no channel lists it any more");

    private final SyncContext context;
    private final Subdir subdir;
    private final PackageQuery query;
    private final Judge judge;
    private final FoundFiles found;

    SubdirExplanation(SyncContext context, Subdir subdir, PackageQuery query, Judge judge, FoundFiles found) {
        this.context = context;
        this.subdir = subdir;
        this.query = query;
        this.judge = judge;
        this.found = found;
    }

    /** Looks through the index of the channel of a number; answers why it could not be read, where that is so. */
    Optional<String> search(int channel, List<UpstreamIndex> answers, UpstreamIndex.Fetched fetched, NameRank rank)
            throws IOException, InterruptedException {
        try {
            return WholeForm.read(answers, channel, fetched, form -> {
                found.forget(channel);
                search(channel, form, rank);
                return Optional.empty();
            });
        } catch (MalformedRepodataException | DecodedIndex.CorruptException | RepodataFormatException e) {
            String url = Redaction.redact(((UpstreamIndex.Fetched) answers.get(channel)).uri());
            return Optional.of(url + " cannot be read: " + e.getMessage());
        }
    }

    private void search(int channel, UpstreamIndex.Fetched fetched, NameRank rank) throws IOException {
        Channel from = context.channels().get(channel);
        try (InputStream in = DecodedIndex.open(fetched.file());
                SeenLookup seen = SeenFiles.of(context, subdir).lookup(fetched, subdir + "-asked-" + channel)) {
            IndexSearch.run(
                    in,
                    subdir,
                    from,
                    query::matches,
                    seen::of,
                    (record, raw) -> found.listed(
                            channel,
                            record.file(),
                            raw.section().revision(),
                            () -> judged(record, raw, channel, rank)));
        }
    }

    private ChannelListing.Judged judged(PackageRecord record, RawRecord raw, int channel, NameRank rank) {
        int supplier = rank.supplier(PackageName.of(raw));
        ChannelListing.Judged judged = judge.of(record);
        if (supplier != channel) {
            return judged.with(outranked(supplier));
        }
        return judged.decision().isAccepted() && !raw.hasUsableChecksums() ? judged.with(UNUSABLE) : judged;
    }

    private Decision outranked(int supplier) {
        return Decision.ruleOut(NameClaims.reason(context.channels().get(supplier)));
    }

    /**
     * Looks through the published index.
     *
     * @param channelsRead whether every channel's index was read: what is published then and was not found there is listed no more
     * @return whether there is a published index
     */
    boolean searchPublished(boolean channelsRead) throws IOException {
        StoragePath index = context.store().published(subdir, "repodata.json");
        Channel only = context.channels().size() == 1 ? context.channels().get(0) : null;
        try (InputStream in = context.storage().open(index, ByteRange.ALL)) {
            IndexSearch.run(
                    in,
                    subdir,
                    only,
                    record -> found.has(record.file()) || query.matches(record),
                    IndexSearch.SeenTimes.NONE,
                    (record, raw) ->
                            found.published(record.file(), raw.section().revision(), () -> {
                                ChannelListing.Judged judged = judge.of(record);
                                return channelsRead ? judged.with(NOT_LISTED) : judged;
                            }));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (MalformedRepodataException e) {
            context.events().warn(subdir.name(), "the published index cannot be read: " + e.getMessage());
            return true;
        }
    }
}
