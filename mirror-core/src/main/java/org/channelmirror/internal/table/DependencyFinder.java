package org.channelmirror.internal.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;

/** Finds the names that selected packages need and no selected package provides, and why what would is left out. */
public final class DependencyFinder {

    private final ColumnTable packages;
    private final Verdicts verdicts;
    private final List<View> views = new ArrayList<>();
    private final Map<String, Missing> missing = new HashMap<>();

    private DependencyFinder(ColumnTable packages, Verdicts verdicts) {
        this.packages = packages;
        this.verdicts = verdicts;
        packages.subdirs().forEach(subdir -> views.add(new View(new NeedsView(packages, subdir))));
    }

    /** Looks at everything that is selected. */
    public static DependencyCheck check(ColumnTable packages, Verdicts verdicts, ClosureRequirement requirement) {
        DependencyFinder finder = new DependencyFinder(packages, verdicts);
        finder.find();
        List<BrokenDependency> broken = finder.missing.values().stream()
                .sorted(Comparator.comparing((Missing each) -> -each.packages).thenComparing(each -> each.name))
                .limit(DependencyCheck.MAX_BROKEN)
                .map(finder::result)
                .toList();
        return new DependencyCheck(
                DependencyCheck.Status.CHECKED, requirement, finder.missing.size(), broken, finder.uninstallable());
    }

    /** The packages of a subdir. */
    private static final class View {

        private final NeedsView needs;
        /** By the numbers of the specs. */
        private final Map<Integer, Missing> missing = new HashMap<>();

        View(NeedsView needs) {
            this.needs = needs;
        }

        boolean isOf(Subdir subdir) {
            return needs.subdir().equals(subdir);
        }
    }

    /** A name that is missing. */
    private static final class Missing {

        private final String name;
        private final String spec;
        private final Map<Integer, Long> reasons = new HashMap<>();
        private long packages;
        private int lastRecord = -1;

        Missing(String name, String spec) {
            this.name = name;
            this.spec = spec;
        }
    }

    /** Does something with a package and what it sees. */
    @FunctionalInterface
    private interface Step {
        void take(int record, View view);
    }

    private void find() {
        eachSelected((record, view) -> packages.depends(record, view.needs.needed()::set));
        for (View view : views) {
            view.needs.needed().stream().forEach(spec -> look(view, spec));
        }
        if (!missing.isEmpty()) {
            eachSelected((record, view) -> packages.depends(record, spec -> count(record, view, spec)));
        }
    }

    private void eachSelected(Step step) {
        View view = null;
        for (int record = 0; record < packages.size(); record++) {
            if (verdicts.isSelected(record)) {
                Subdir subdir = packages.subdir(record);
                view = view != null && view.isOf(subdir) ? view : view(subdir);
                step.take(record, view);
            }
        }
    }

    private View view(Subdir subdir) {
        for (View view : views) {
            if (view.isOf(subdir)) {
                return view;
            }
        }
        throw new IllegalStateException("a package of " + subdir + " in a table without that subdir");
    }

    private void look(View view, int spec) {
        String name = packages.specName(spec);
        // What is to be had by the machine itself, or under one of many names, is not for a mirror to say.
        if (name.isEmpty() || name.startsWith("__")) {
            return;
        }
        int number = packages.findName(name);
        if (number >= 0 && isMet(view, spec, number)) {
            view.needs.addMet(number, spec);
        } else {
            note(view, spec, name, number);
        }
    }

    private boolean isMet(View view, int spec, int name) {
        MatchSpec match = packages.spec(spec);
        for (int i = packages.first(name); i < packages.first(name + 1); i++) {
            int record = packages.recordAt(i);
            if (verdicts.isSelected(record) && view.needs.meets(match, record)) {
                return true;
            }
        }
        return false;
    }

    private void note(View view, int spec, String name, int number) {
        Missing of = missing.computeIfAbsent(name, key -> new Missing(key, packages.specText(spec)));
        view.missing.put(spec, of);
        if (number < 0) {
            return;
        }
        MatchSpec match = packages.spec(spec);
        for (int i = packages.first(number); i < packages.first(number + 1); i++) {
            int record = packages.recordAt(i);
            if (view.needs.meets(match, record)) {
                of.reasons.merge(verdicts.reason(record), 1L, Long::sum);
            }
        }
    }

    private static void count(int record, View view, int spec) {
        Missing of = view.missing.get(spec);
        if (of != null && of.lastRecord != record) {
            of.lastRecord = record;
            of.packages++;
        }
    }

    private UninstallableNames uninstallable() {
        List<NeedsView> needs = views.stream().map(view -> view.needs).toList();
        BitSet usable = verdicts.selected();
        BitSet hurt = missing.isEmpty() ? new BitSet() : spread(needs, usable);
        return new AskedNames(packages, verdicts, needs, usable).uninstallable(hurt);
    }

    private BitSet spread(List<NeedsView> needs, BitSet usable) {
        Breakage breakage = new Breakage(packages, verdicts, needs, usable);
        views.forEach(view -> view.missing.keySet().forEach(spec -> breakage.breakNeeders(view.needs, spec)));
        breakage.spread();
        return breakage.hurt();
    }

    private BrokenDependency result(Missing of) {
        String reason = of.reasons.entrySet().stream()
                .filter(entry -> entry.getKey() != Reasons.NONE)
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(entry -> verdicts.texts().text(entry.getKey()), Comparator.reverseOrder()))
                .map(entry -> verdicts.texts().text(entry.getKey()))
                .orElse(BrokenDependency.NOT_LISTED);
        return new BrokenDependency(of.name, of.spec, reason, of.packages);
    }
}
