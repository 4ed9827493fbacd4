package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;

/** When upstream's answer must not be taken for a subdir: what is published stays then. */
final class SubdirFailures {

    private SubdirFailures() {}

    /** Judges the answers before anything is read. */
    static Optional<String> before(SyncContext context, Subdir subdir, List<UpstreamIndex> answers) throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        for (int i = 0; i < answers.size(); i++) {
            Optional<String> problem = ofAnswer(context, subdir, state, i, answers.get(i));
            if (problem.isPresent()) {
                return problem;
            }
        }
        boolean absent = answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance);
        long known = absent ? PublishedCount.of(context, subdir) : 0;
        return known > 0 ? Optional.of(gone("upstream", known)) : Optional.empty();
    }

    /** Judges the answer of one channel. */
    static Optional<String> ofAnswer(
            SyncContext context, Subdir subdir, Optional<SubdirState> state, int channel, UpstreamIndex answer) {
        if (answer instanceof UpstreamIndex.Unreadable unreadable) {
            return Optional.of(String.valueOf(unreadable.cause().getMessage()));
        }
        String folder = IndexFetcher.folder(context.channels().get(channel), subdir);
        long published = state.map(SubdirState::packages).orElse(0L);
        boolean wasThere = state.flatMap(known -> known.input(folder)).isPresent();
        return answer instanceof UpstreamIndex.Absent && published > 0 && wasThere
                ? Optional.of(gone(folder, published))
                : Optional.empty();
    }

    private static String gone(String where, long published) {
        return where + " has no index any more, while " + published
                + " packages are published here; what is published stays";
    }

    /** Judges what was read. */
    static Optional<String> after(SyncContext context, Subdir subdir, SubdirPlan plan, List<IngestedIndex> indexes)
            throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        long published = PublishedCount.of(context, subdir);
        if (published == 0) {
            return Optional.empty();
        }
        for (IngestedIndex index : indexes) {
            String folder = IndexFetcher.folder(context.channels().get(index.channel()), subdir);
            boolean gaveSome = state.isEmpty()
                    || state.flatMap(known -> known.input(folder)).isPresent();
            if (index.count() == 0 && gaveSome && plan.toHide() > 0) {
                return Optional.of("the index in " + folder + " is empty, while " + published
                        + " packages are published here; what is published stays");
            }
        }
        return plan.listed() == 0
                ? Optional.of("upstream's index is empty, while " + published
                        + " packages are published here; what is published stays")
                : Optional.empty();
    }
}
