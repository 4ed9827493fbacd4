package org.channelmirror.internal.query;

import java.time.Instant;
import java.util.List;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;

/** What is said of a record that was asked about. */
@FunctionalInterface
interface Judge {

    ChannelListing.Judged of(PackageRecord record);

    /** The filters', as a sync at this time would have them. */
    static Judge of(SyncContext context) {
        PackageSelection selection = context.request().packages();
        Instant now = context.now();
        return record -> new ChannelListing.Judged(
                FileContent.of(record),
                selection.decide(record, now),
                selection.opinions(record, now),
                selection.explain(record));
    }

    /** That of the rules over all packages, on those that the filters leave to them. */
    static Judge of(SyncContext context, AccountPackages ruled) {
        Judge filters = of(context);
        boolean canRestore = context.request().packages().canRestore();
        return record -> {
            ChannelListing.Judged judged = filters.of(record);
            Decision filtered = judged.decision();
            if (!filtered.isAccepted() && !(canRestore && filtered.verdict() == Decision.Verdict.REJECTED)) {
                return judged;
            }
            return ruled.decision(record)
                    .filter(decision -> !decision.reason().equals(filtered.reason()))
                    .map(judged::with)
                    .orElse(judged);
        };
    }

    /** The same of every record. */
    static Judge always(Decision decision) {
        return record -> new ChannelListing.Judged(FileContent.of(record), decision, List.of(), List.of());
    }
}
