package org.channelmirror.internal.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.AccountPackages.TooManyException;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.internal.upstream.SubdirFailures;
import org.channelmirror.internal.upstream.WholeForm;
import org.channelmirror.model.Subdir;

/** Lets the rules over all packages decide as a sync at this time would, for who asks only what they say. */
final class RuledPackages {

    private final SyncContext context;
    private final SyncContext untold;
    private final NameClaims claims;
    private final AccountPackages packages;
    private boolean lacksSome;

    private RuledPackages(SyncContext context, NameClaims claims) {
        this.context = context;
        this.untold = context.untold();
        this.claims = claims;
        this.packages = AccountPackages.withinMemory(untold);
    }

    /** What is decided on all packages; empty if there are no rules, or too many packages for them. */
    static Optional<AccountPackages> of(
            SyncContext context, Map<Subdir, List<UpstreamIndex>> answers, NameClaims claims)
            throws IOException, InterruptedException {
        if (!AccountPackages.areDecidedTogether(context.request())) {
            return Optional.empty();
        }
        RuledPackages all = new RuledPackages(context, claims);
        try {
            for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
                context.checkCancelled();
                all.take(entry.getKey(), entry.getValue());
            }
        } catch (TooManyException e) {
            all.warn("what is decided over all packages together is not told: " + e.getMessage());
            return Optional.empty();
        }
        if (all.lacksSome) {
            all.warn("not every subdir could be read: what is decided over all packages together may differ");
        }
        all.packages.applyRules();
        return Optional.of(all.packages);
    }

    private void warn(String message) {
        context.events().warn("account " + context.request().account(), message);
    }

    private void take(Subdir subdir, List<UpstreamIndex> answers)
            throws IOException, InterruptedException, TooManyException {
        if (SubdirFailures.before(context, subdir, answers).isPresent()
                || claims.unknown(subdir).isPresent()) {
            lacksSome = true;
            return;
        }
        List<IngestedIndex> indexes = new ArrayList<>();
        SeenFiles seen = SeenFiles.of(untold, subdir);
        for (int channel = 0; channel < answers.size(); channel++) {
            if (answers.get(channel) instanceof UpstreamIndex.Fetched fetched) {
                NameRank rank = claims.rank(subdir, channel);
                int number = channel;
                try {
                    indexes.add(WholeForm.read(
                            answers, channel, fetched, form -> Ingest.of(untold, subdir, number, form, rank, seen)));
                } catch (RepodataFormatException e) {
                    // Who searches that index says what is wrong with it.
                    lacksSome = true;
                }
            }
        }
        packages.add(subdir, indexes);
        for (IngestedIndex index : indexes) {
            deleteText(index.text(), answers.get(index.channel()));
        }
    }

    /** What was fetched is read once more, but not what it was decoded to. */
    private static void deleteText(Path text, UpstreamIndex answer) throws IOException {
        if (answer instanceof UpstreamIndex.Fetched fetched && !text.equals(fetched.file())) {
            Files.deleteIfExists(text);
        }
    }
}
