package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.AccountPackages.TooManyException;
import org.channelmirror.internal.merge.Dependencies;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.jspecify.annotations.Nullable;

/**
 * The subdirs of one run between their indexes and what is done about them. Each goes on at once, but where rules decide on all
 * packages together it waits for the others.
 */
public final class AccountRun {

    private final SyncContext context;
    private final NameClaims claims;
    private final boolean together;
    private final List<Taken> waiting = new ArrayList<>();
    private @Nullable AccountPackages packages;
    private @Nullable DependencyCheck checked;
    private boolean lacksSome;

    private AccountRun(SyncContext context, NameClaims claims, @Nullable AccountPackages packages) {
        this.context = context;
        this.claims = claims;
        this.together = AccountPackages.areDecidedTogether(context.request());
        this.packages = packages;
    }

    static AccountRun of(SyncContext context, NameClaims claims) {
        boolean isNeeded = AccountPackages.areNeeded(context.request());
        return new AccountRun(context, claims, isNeeded ? AccountPackages.withinMemory(context) : null);
    }

    /** Where upstream has nothing new there is nothing to decide together and nothing to look for. */
    static AccountRun withoutNews(SyncContext context, NameClaims claims) {
        return new AccountRun(context, claims, null);
    }

    /** The names by which channels supply packages. */
    NameClaims claims() {
        return claims;
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
                giveUp(e);
            }
        }
        return true;
    }

    /** A subdir stays as it is published. */
    void stays(Subdir subdir) throws IOException {
        if (packages == null || together) {
            return;
        }
        try {
            packages.addPublished(subdir);
        } catch (TooManyException e) {
            giveUp(e);
        } catch (NoSuchFileException | MalformedRepodataException e) {
            lacks();
        }
    }

    private void giveUp(TooManyException e) {
        context.events().warn("dependencies", "they are not checked: " + e.getMessage());
        packages = null;
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
                        "not every subdir could be read, and what its packages need is not known: what is not selected"
                                + " any more stays listed in this run");
        return context.keepingUnmatched();
    }

    /** Whether what selected packages need is selected, when all subdirs are in. */
    DependencyCheck check() throws IOException {
        if (packages != null && !lacksSome) {
            checked = packages.check();
        }
        return checked == null || lacksSome ? Dependencies.notChecked(context) : checked;
    }
}
