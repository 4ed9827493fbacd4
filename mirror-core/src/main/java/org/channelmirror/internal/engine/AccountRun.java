package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.internal.engine.AccountPackages.TooManyException;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * The subdirs of one run between their indexes and what is done about them. Each goes on at once, but where rules decide on all
 * packages together it waits for the others.
 */
final class AccountRun {

    private final SyncContext context;
    private final boolean together;
    private final List<Taken> waiting = new ArrayList<>();
    private @Nullable AccountPackages packages;
    private @Nullable DependencyCheck checked;
    private boolean lacksSome;

    AccountRun(SyncContext context) {
        this.context = context;
        this.together = AccountPackages.areDecidedTogether(context.request());
        // The rest is for everything else: what is read and written at the same time.
        long mostBytes = Runtime.getRuntime().maxMemory() / 5 * 3;
        this.packages = AccountPackages.areNeeded(context.request()) ? new AccountPackages(context, mostBytes) : null;
    }

    /**
     * A subdir that is taken in.
     *
     * @param answers what its channels answered
     * @param indexes what they list
     */
    record Taken(Subdir subdir, List<UpstreamIndex> answers, List<IngestedIndex> indexes) {}

    /** A subdir could not be taken in: what its packages need and provide is not known. */
    void lacks() {
        lacksSome = true;
    }

    /** Takes a subdir; answers whether it goes on at once. */
    boolean goesOn(Taken taken) throws IOException {
        if (together) {
            waiting.add(taken);
            return false;
        }
        if (packages != null) {
            try {
                packages.add(taken.subdir(), taken.indexes());
            } catch (TooManyException e) {
                context.events().warn("dependencies", "they are not checked: " + e.getMessage());
                packages = null;
            }
        }
        return true;
    }

    /** Those that wait. */
    List<Taken> waiting() {
        return waiting;
    }

    /** Those that wait, with what the rules decided on all of them. */
    List<Taken> decided() throws IOException, TooManyException {
        AccountPackages all = packages;
        if (all == null || waiting.isEmpty()) {
            return waiting;
        }
        packages = null;
        for (Taken taken : waiting) {
            all.add(taken.subdir(), taken.indexes());
        }
        all.applyRules();
        checked = lacksSome ? null : all.check();
        List<Taken> decided = new ArrayList<>();
        for (Taken taken : waiting) {
            decided.add(new Taken(taken.subdir(), taken.answers(), all.decided(taken.subdir(), taken.indexes())));
        }
        return decided;
    }

    /**
     * What to go on with. Where a subdir is not known it is not known either which packages of others it needs: what is no longer
     * selected may be so for that only, and stays.
     */
    SyncContext context() {
        if (!together || !lacksSome) {
            return context;
        }
        context.events()
                .warn(
                        "selection",
                        "not every subdir could be read: packages that are no longer selected stay as they are in this run");
        return context.keepingUnmatched();
    }

    /** Whether what selected packages need is selected, when all subdirs are in. */
    DependencyCheck check() {
        if (packages != null && !lacksSome) {
            checked = packages.check();
        }
        return checked != null
                ? checked
                : new DependencyCheck(
                        DependencyCheck.Status.NOT_CHECKED, context.request().closure(), 0, List.of());
    }
}
