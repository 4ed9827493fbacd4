package org.channelmirror.internal.merge;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.DependencyState;

/** What is remembered from run to run of what selected packages need and miss. */
public final class Dependencies {

    private Dependencies() {}

    /** Whether all that was decided on all packages together last is published, and nothing else is. */
    public static boolean areSettled(SyncContext context) throws IOException {
        return context.store().dependencies().standing() == DependencyState.Standing.SETTLED;
    }

    /** Until all that is decided is published, the next run must not take what was found before for what is. */
    public static void open(SyncContext context) throws IOException {
        if (areSettled(context)) {
            context.store().saveDependencies(context.store().dependencies().opened());
        }
    }

    public static void settle(SyncContext context, DependencyCheck check) throws IOException {
        context.store()
                .saveDependencies(new DependencyState(
                        DependencyState.Standing.SETTLED, check.count(), check.broken(), check.uninstallable()));
    }

    /** What was found last, of a run in which nothing is new. */
    public static DependencyCheck unchanged(SyncContext context) throws IOException {
        DependencyState state = context.store().dependencies();
        boolean isKnown =
                AccountPackages.areNeeded(context.request()) && state.standing() == DependencyState.Standing.SETTLED;
        return isKnown
                ? new DependencyCheck(
                        DependencyCheck.Status.UNCHANGED,
                        context.request().closure(),
                        state.count(),
                        state.broken(),
                        state.uninstallable())
                : notChecked(context);
    }

    public static DependencyCheck notChecked(SyncContext context) {
        return new DependencyCheck(
                DependencyCheck.Status.NOT_CHECKED, context.request().closure(), 0, List.of(), UninstallableNames.NONE);
    }

    /** Where not every index was read, what the last run found tells of what would do and is left out. */
    static DependencyCheck withKnownReasons(DependencyCheck check, SyncContext context) throws IOException {
        Map<String, String> reasons = new HashMap<>();
        context.store().dependencies().broken().forEach(each -> reasons.put(each.name(), each.reason()));
        List<BrokenDependency> broken = check.broken().stream()
                .map(each -> each.reason().equals(BrokenDependency.NOT_LISTED)
                        ? new BrokenDependency(
                                each.name(),
                                each.spec(),
                                reasons.getOrDefault(each.name(), BrokenDependency.NOT_KNOWN),
                                each.packages())
                        : each)
                .toList();
        return new DependencyCheck(check.status(), check.requirement(), check.count(), broken, check.uninstallable());
    }
}
