package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.model.Subdir;

/** When upstream's answer must not be taken for a subdir: what is published stays then. */
final class SubdirFailures {

    private SubdirFailures() {}

    /** Judges the answers before anything is read. */
    static Optional<String> before(SyncContext context, Subdir subdir, List<UpstreamIndex> answers) throws IOException {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof UpstreamIndex.Unreadable unreadable) {
                return Optional.of(String.valueOf(unreadable.cause().getMessage()));
            }
        }
        boolean absent = answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance);
        long published = absent ? PublishedCount.of(context, subdir) : 0;
        if (published > 0) {
            return Optional.of("upstream no longer has it, while " + published
                    + " packages are published here; what is published stays");
        }
        return Optional.empty();
    }

    /** Judges what was read. */
    static Optional<String> after(SyncContext context, Subdir subdir, SubdirPlan plan) throws IOException {
        long published = plan.listed() == 0 ? PublishedCount.of(context, subdir) : 0;
        return published > 0
                ? Optional.of("upstream's index is empty, while " + published
                        + " packages are published here; what is published stays")
                : Optional.empty();
    }
}
