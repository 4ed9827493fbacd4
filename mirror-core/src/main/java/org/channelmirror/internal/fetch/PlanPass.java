package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.ReasonCounts;
import org.channelmirror.internal.merge.SourceMerge;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.merge.UpstreamFile;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.publish.PublishPass;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.upstream.Losses;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * Compares what upstream lists with what is held, key by key, and writes down what has to be fetched. The other pass over the
 * same files, {@link PublishPass}, decides what is published by the same rules.
 */
public final class PlanPass {

    /**
     * What the pass found.
     *
     * @param refusedReplacements the re-uploads that a policy refuses
     * @param malformed what cannot be verified
     * @param revision whether upstream or the published index lists something in {@code v3}
     */
    public record Result(
            SubdirPlan plan,
            FetchQueue queue,
            List<PackageFileName> refusedReplacements,
            List<PackageFileName> malformed,
            Revision revision) {}

    /** Whether {@code v3} has to be thought of. */
    public enum Revision {
        NONE,
        THIRD
    }

    /** Looks whether the stored file is still the one that an entry tells of. */
    @FunctionalInterface
    public interface StoredFiles {
        boolean holds(Holding entry) throws IOException;
    }

    /** Why nothing is fetched for such a record. */
    public static final String MALFORMED = "upstream's record is none, or has no usable checksum";

    private static final int MAX_REFUSED = 10_000;

    private final SyncRequest request;
    private final StoredFiles stored;
    private final Losses losses;
    private final PlanCheck check;
    private final UpstreamFile file = new UpstreamFile();
    private final Holding entry = new Holding();
    private final Holding arrival = new Holding();
    private final List<PackageFileName> refused = new ArrayList<>();
    private final List<PackageFileName> malformed = new ArrayList<>();
    private long listed;
    private long selected;
    private long toFetch;
    private long bytesToFetch;
    private long toReplace;
    private long toHide;
    private long conflicts;
    private long keptReplaced;
    private long contradictions;
    private long unmatched;
    private long withdrawn;
    private Revision revision = Revision.NONE;
    private ReasonCounts rejected = new ReasonCounts(List.of());
    private ReasonCounts restored = new ReasonCounts(List.of());

    public PlanPass(SyncRequest request, StoredFiles stored, Losses losses, PlanCheck check) {
        this.request = request;
        this.stored = stored;
        this.losses = losses;
        this.check = check;
    }

    /** Runs the pass; the queue is written to {@code orders}. */
    public Result run(Subdir subdir, SubdirSources sources, Path orders, Events events) throws IOException {
        rejected = new ReasonCounts(sources.indexes());
        restored = new ReasonCounts(sources.indexes());
        long count;
        try (SourceMerge merge = sources.merge();
                FrameWriter out = new FrameWriter(Files.newOutputStream(orders))) {
            while (merge.next()) {
                decide(merge, out);
            }
            out.finish();
            count = out.count();
        }
        warn(subdir, events);
        SubdirPlan plan = new SubdirPlan(
                subdir,
                listed,
                selected,
                toFetch,
                bytesToFetch,
                toReplace,
                toHide,
                rejected.byText(),
                Optional.empty(),
                restored.byText(),
                check.unmetCount() + refused.size() + malformed.size());
        return new Result(plan, new FetchQueue(orders, count), refused, malformed, revision);
    }

    private void warn(Subdir subdir, Events events) {
        if (conflicts > 0) {
            events.warn(subdir.name(), conflicts + " packages differ between channels; the first channel's are taken");
        }
        String again = " packages were uploaded again upstream under the same name; ";
        if (toReplace > 0) {
            events.warn(subdir.name(), toReplace + again + "the new files are taken");
        }
        if (keptReplaced > 0) {
            events.warn(subdir.name(), keptReplaced + again + "the old files are kept");
        }
        if (check.leftOut() > 0) {
            events.warn(
                    subdir.name(),
                    check.leftOut() + " packages that are selected now are not in the plan and are left out; make a new"
                            + " plan, or sync without one, to have them");
        }
        if (contradictions > 0) {
            events.warn(
                    subdir.name(),
                    contradictions + " packages are listed in \"v3\" with other bytes than elsewhere in the same index;"
                            + " those records are left out");
        }
        if (withdrawn > 0 && request.removedUpstream() == RemovedUpstream.REMOVE) {
            events.warn(
                    subdir.name(),
                    withdrawn
                            + " packages were withdrawn upstream and are hidden; \"channel-mirror clean\" deletes them");
        }
        if (unmatched > 0) {
            events.warn(
                    subdir.name(),
                    unmatched + " packages are no longer selected and stay listed, as \"unmatched\" says;"
                            + " \"channel-mirror clean --dry-run\" shows them, \"channel-mirror clean\" takes them out");
        }
    }

    private void decide(SourceMerge merge, FrameWriter out) throws IOException {
        FrameReader inCatalog = merge.catalog();
        FrameReader inJournal = merge.journal();
        Holding published = inCatalog == null ? null : entry.read(inCatalog);
        Holding held = inJournal != null ? verified(arrival.read(inJournal)) : listedHere(published);
        if (published != null && !published.is(Holding.PUBLISHED)) {
            published = null;
        }
        boolean unverified = held == null && published != null;
        if (published != null) {
            losses.note(published, merge);
            revision = published.is(Holding.REVISED) ? Revision.THIRD : revision;
        }
        if (!file.find(merge)) {
            boolean isOutranked = file.isOutranked();
            check.unlisted(merge, file, held == null ? published : held);
            if (isOutranked) {
                listed++;
                rejected.add(file.source(), file.reason());
            }
            if (published != null) {
                if (request.removedUpstream() != RemovedUpstream.KEEP) {
                    toHide++;
                    withdrawn += isOutranked ? 0 : 1;
                } else if (unverified) {
                    out.write(UpstreamRecord.checkOrder(published));
                }
            }
            return;
        }
        UpstreamRecord upstream = file.reference();
        listed++;
        conflicts += file.isDiffering(merge) ? 1 : 0;
        contradictions += file.contradictsItself() ? 1 : 0;
        revision = file.hasRevised() ? Revision.THIRD : revision;
        boolean isSelected = file.isSelected();
        selected += isSelected ? 1 : 0;
        if (!file.isSelectedByPlanOnly()) {
            (isSelected ? restored : rejected).add(file.source(), file.reason());
        }
        check.listed(merge, file, held == null ? published : held);
        if (published != null && !isSelected) {
            if (request.unmatched() == UnmatchedPackages.HIDE) {
                toHide++;
                return;
            }
            unmatched++;
        }
        boolean sameAsPublished = published != null && upstream.describes(published);
        int listedFlag = sameAsPublished ? UpstreamRecord.LISTED : 0;
        if (held != null && upstream.describes(held)) {
            // A run that was killed may have moved another file there without noting it, and one without a gate asked
            // nobody.
            boolean isUnasked = request.beforePublish().isPresent() && !sameAsPublished;
            if (inJournal != null && (isSelected || published != null) && (isUnasked || !stored.holds(held))) {
                fetch(merge, UpstreamRecord.DOUBTED | listedFlag, out);
            }
            return;
        }
        if (upstream.is(UpstreamRecord.MALFORMED)) {
            keepUnverifiable(unverified, published, out);
            return;
        }
        if (published != null && !sameAsPublished) {
            replace(merge, unverified, published, out);
        } else if (isSelected || unverified) {
            fetch(merge, listedFlag, out);
        }
    }

    /** Upstream has other bytes under the name of a published package. */
    private void replace(SourceMerge merge, boolean unverified, Holding published, FrameWriter out) throws IOException {
        boolean follows = file.isSelected() && request.replacedUpstream() == ReplacedUpstream.FOLLOW;
        if (follows && file.mayBeFetched()) {
            toReplace++;
            fetch(merge, UpstreamRecord.REPLACES, out);
            return;
        }
        if (follows) {
            check.leaveOut();
        } else if (file.isSelected()) {
            check.kept(merge, file);
            keptReplaced++;
            if (request.replacedUpstream() == ReplacedUpstream.FAIL && refused.size() < MAX_REFUSED) {
                refused.add(file.reference().name());
            }
        }
        if (unverified) {
            out.write(UpstreamRecord.checkOrder(published));
        }
    }

    /** Nothing can be fetched for a record without a usable checksum; what is here stays as it is. */
    private void keepUnverifiable(boolean unverified, @Nullable Holding published, FrameWriter out) throws IOException {
        if (file.isSelected() && malformed.size() < MAX_REFUSED) {
            malformed.add(file.reference().name());
        }
        if (unverified && published != null) {
            out.write(UpstreamRecord.checkOrder(published));
        }
    }

    /** What the published index names is repaired with or without a plan; what is new has to be in it. */
    private void fetch(SourceMerge merge, int flags, FrameWriter out) throws IOException {
        UpstreamRecord upstream = file.reference();
        Optional<Holding> known = known(merge);
        if (!file.mayBeFetched() && (flags & UpstreamRecord.LISTED) == 0) {
            check.leaveOut();
            if ((flags & UpstreamRecord.DOUBTED) != 0) {
                out.write(upstream.asOrder(flags | UpstreamRecord.UNPLANNED, known));
            }
            return;
        }
        toFetch++;
        bytesToFetch += upstream.size().orElse(0);
        out.write(upstream.asOrder(flags, known));
    }

    /** Who last knew the SHA-256 of the stored file, be it listed, hidden or in doubt. */
    private Optional<Holding> known(SourceMerge merge) {
        if (merge.journal() != null && arrival.is(Holding.HAS_SHA256)) {
            return Optional.of(arrival);
        }
        return merge.catalog() != null && entry.is(Holding.HAS_SHA256) ? Optional.of(entry) : Optional.empty();
    }

    private static @Nullable Holding verified(Holding entry) {
        return entry.is(Holding.UNVERIFIED) ? null : entry;
    }

    /** What no index names is hashed before one does: nothing vouches for a file that nobody could read. */
    private static @Nullable Holding listedHere(@Nullable Holding entry) {
        return entry == null || !entry.is(Holding.PUBLISHED) || entry.is(Holding.UNVERIFIED) ? null : entry;
    }
}
