package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.RefusedIndexException;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.PublishedCount;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Subdir;

/** When upstream's answer must not be taken for a subdir: what is published stays then. A subdir that held nothing fears nothing. */
public final class SubdirFailures {

    private static final String REMEDY =
            "; what is published stays; if upstream means it, take it with \"channel-mirror sync --accept-shrink\"";

    private SubdirFailures() {}

    /** Says why the answers cannot be used, before anything is read. */
    public static Optional<String> before(SyncContext context, Subdir subdir, List<UpstreamIndex> answers)
            throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        for (int i = 0; i < answers.size(); i++) {
            Optional<String> problem = ofAnswer(context, subdir, state, i, answers.get(i));
            if (problem.isPresent()) {
                return problem;
            }
        }
        boolean absent = answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance);
        long known = absent && !accepts(context) ? PublishedCount.of(context, subdir) : 0;
        return known > 0 ? Optional.of(gone("upstream", known)) : Optional.empty();
    }

    /** Says why the answer of one channel cannot be used. */
    static Optional<String> ofAnswer(
            SyncContext context, Subdir subdir, Optional<SubdirState> state, int channel, UpstreamIndex answer) {
        if (answer instanceof UpstreamIndex.Unreadable unreadable) {
            return Optional.of(String.valueOf(unreadable.cause().getMessage()));
        }
        String folder = IndexFetcher.folder(context.channels().get(channel), subdir);
        long published = state.map(SubdirState::packages).orElse(0L);
        boolean wasThere = state.flatMap(known -> known.input(folder)).isPresent();
        return answer instanceof UpstreamIndex.Absent && published > 0 && wasThere && !accepts(context)
                ? Optional.of(gone(folder, published))
                : Optional.empty();
    }

    private static String gone(String where, long published) {
        return where + " has no index any more, while " + published + " packages are published here" + REMEDY;
    }

    /** Refuses an index that is older than the one that was taken last from the same URL. */
    public static void refuseOlder(SyncContext context, Subdir subdir, List<UpstreamIndex> answers)
            throws IOException, RefusedIndexException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        if (accepts(context) || state.isEmpty() || state.get().packages() == 0) {
            return;
        }
        for (UpstreamIndex answer : answers) {
            if (answer instanceof UpstreamIndex.Fetched fetched) {
                for (IndexInput taken : state.get().inputs()) {
                    refuseOlder(fetched.input(), taken.url(), taken.validator());
                    if (taken.kept().isPresent()) {
                        IndexInput.Kept kept = taken.kept().get();
                        refuseOlder(fetched.input(), kept.wholeUrl(), kept.whole());
                    }
                }
            }
        }
    }

    private static void refuseOlder(IndexInput now, String url, Validator taken) throws RefusedIndexException {
        Optional<Instant> time = now.validator().modified();
        Optional<Instant> last = taken.modified();
        if (now.url().equals(url)
                && time.isPresent()
                && last.isPresent()
                && time.get().isBefore(last.get())) {
            throw new RefusedIndexException(now.url() + " is of " + time.get()
                    + ", older than the one that was taken last, of " + last.get() + REMEDY);
        }
    }

    /** Refuses what was read if it lost too much. */
    public static void refuseShrunk(
            SyncContext context, Subdir subdir, long listed, List<IngestedIndex> indexes, Losses losses)
            throws IOException, RefusedIndexException {
        if (accepts(context)) {
            return;
        }
        for (int i = 0; i < losses.all().size(); i++) {
            Losses.Loss loss = losses.all().get(i);
            boolean isEmpty = i < indexes.size() && indexes.get(i).count() == 0;
            if (isEmpty && loss.before() > 0) {
                throw new RefusedIndexException(
                        loss.index() + " is empty, while " + loss.before() + " packages are published here" + REMEDY);
            }
            MaxShrink limit = context.request().maxShrink();
            if (limit.isExceededBy(loss.lost(), loss.before())) {
                throw new RefusedIndexException(loss.index() + " lost " + loss.lost() + " of the " + loss.before()
                        + " packages that are published here from it, more than " + limit + REMEDY);
            }
        }
        long published = PublishedCount.of(context, subdir);
        if (listed == 0 && published > losses.retained()) {
            throw new RefusedIndexException(
                    "upstream's index is empty, while " + published + " packages are published here" + REMEDY);
        }
    }

    static boolean accepts(SyncContext context) {
        return context.request().shrink() == ShrinkPolicy.ACCEPT;
    }
}
