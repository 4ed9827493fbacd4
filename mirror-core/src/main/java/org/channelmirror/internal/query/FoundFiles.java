package org.channelmirror.internal.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.channelmirror.api.ExplainedPackage;
import org.channelmirror.api.ExplainedPackage.OtherListing;
import org.channelmirror.api.ExplainedPackage.Presence;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.Section;
import org.jspecify.annotations.Nullable;

/** The files of one subdir that were asked about, as many as may be kept; of the rest only the number of records. */
final class FoundFiles {

    private final Subdir subdir;
    private final List<Channel> channels;
    private final int limit;
    private final TreeMap<PackageFileName, Found> files = new TreeMap<>();
    private final long[] furtherListed;
    private long furtherPublished;

    FoundFiles(Subdir subdir, List<Channel> channels, int limit) {
        this.subdir = subdir;
        this.channels = channels;
        this.limit = limit;
        this.furtherListed = new long[channels.size()];
    }

    private static final class Found {
        private final @Nullable ChannelListing[] listings;
        private @Nullable ChannelListing published;

        Found(int channels) {
            this.listings = new ChannelListing[channels];
        }
    }

    boolean has(PackageFileName file) {
        return files.containsKey(file);
    }

    int count() {
        return files.size();
    }

    /** How many records were not kept; most of what is published is listed as well. */
    long further() {
        return Math.max(LongStream.of(furtherListed).sum(), furtherPublished);
    }

    /** What is said of a record is asked for only if it is kept. */
    void listed(int channel, PackageFileName file, Section.Revision revision, Supplier<ChannelListing.Judged> judged) {
        Found found = find(file);
        if (found != null) {
            ChannelListing listing = found.listings[channel];
            listing = listing == null ? new ChannelListing() : listing;
            found.listings[channel] = listing;
            listing.add(revision, judged.get());
        }
        furtherListed[channel] += found == null ? 1 : 0;
    }

    /** What was found in a channel's index so far does not count. */
    void forget(int channel) {
        furtherListed[channel] = 0;
        files.values().forEach(found -> found.listings[channel] = null);
        files.values()
                .removeIf(found ->
                        found.published == null && Stream.of(found.listings).allMatch(Objects::isNull));
    }

    void published(PackageFileName file, Section.Revision revision, Supplier<ChannelListing.Judged> judged) {
        Found found = find(file);
        if (found != null) {
            found.published = found.published == null ? new ChannelListing() : found.published;
            found.published.add(revision, judged.get());
        }
        furtherPublished += found == null ? 1 : 0;
    }

    private @Nullable Found find(PackageFileName file) {
        Found found = files.get(file);
        if (found == null && files.size() < limit) {
            found = new Found(channels.size());
            files.put(file, found);
        }
        return found;
    }

    /** What is said of each file, sorted by name. */
    List<ExplainedPackage> explained() {
        List<ExplainedPackage> explained = new ArrayList<>();
        files.forEach((file, found) -> explained.add(explain(file, found)));
        return explained;
    }

    private ExplainedPackage explain(PackageFileName file, Found found) {
        ChannelListing winner = found.published;
        Optional<String> channel = Optional.empty();
        List<OtherListing> others = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            ChannelListing listing = found.listings[i];
            if (listing == null) {
                continue;
            }
            String url = channels.get(i).redactedUrl();
            if (channel.isEmpty()) {
                winner = listing;
                channel = Optional.of(url);
            } else if (winner != null) {
                boolean same = listing.content().isSameAs(winner.content());
                others.add(new OtherListing(url, same ? OtherListing.Content.SAME : OtherListing.Content.DIFFERENT));
            }
        }
        ChannelListing listing = Objects.requireNonNull(winner, "what was found is listed");
        ChannelListing.Judged judged = listing.inForce();
        return new ExplainedPackage(
                subdir,
                file,
                judged.decision(),
                judged.opinions(),
                judged.facts(),
                channel,
                others,
                presence(listing, found.published));
    }

    private static Presence presence(ChannelListing listing, @Nullable ChannelListing published) {
        if (published == null) {
            return Presence.ABSENT;
        }
        return published.content().isSameAs(listing.content()) ? Presence.PUBLISHED : Presence.DIFFERENT;
    }
}
