package org.channelmirror.internal.table;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.model.Subdir;

/**
 * Which selected packages nobody can install, because they need what is missing, or packages that need it, and so on. Each package
 * breaks once and each spec looks at each package once: that is what bounds the work.
 */
final class Breakage {

    private final ColumnTable packages;
    private final Verdicts verdicts;
    private final Collection<NeedsView> views;
    private final Dependents dependents;
    /** The selected packages that are not broken. */
    private final BitSet usable;

    /** The names of which a package broke. */
    private final BitSet hurt = new BitSet();

    private final BitSet waiting = new BitSet();

    Breakage(ColumnTable packages, Verdicts verdicts, Collection<NeedsView> views) {
        this.packages = packages;
        this.verdicts = verdicts;
        this.views = views;
        this.dependents = new Dependents(packages, verdicts);
        this.usable = verdicts.selected();
        views.forEach(NeedsView::sort);
    }

    /** Breaks the packages of a subdir that need a spec. */
    void breakNeeders(NeedsView view, int spec) {
        dependents.of(spec, record -> {
            if (usable.get(record) && packages.subdir(record).equals(view.subdir())) {
                usable.clear(record);
                hurt.set(packages.name(record));
                waiting.set(packages.name(record));
            }
        });
    }

    /** Breaks what needs what is broken, until nothing more breaks. */
    void spread() {
        int name = waiting.nextSetBit(0);
        while (name >= 0) {
            waiting.clear(name);
            for (NeedsView view : views) {
                view.eachUnmet(name, usable, spec -> breakNeeders(view, spec));
            }
            int next = waiting.nextSetBit(name);
            name = next >= 0 ? next : waiting.nextSetBit(0);
        }
    }

    /** The names that were asked for, and not only brought back, of which nothing works any more on some platform. */
    UninstallableNames names() {
        List<String> names = hurt.stream()
                .filter(this::isUninstallable)
                .mapToObj(packages::nameText)
                .sorted()
                .toList();
        return new UninstallableNames(
                names.size(), names.stream().limit(UninstallableNames.MAX_NAMES).toList());
    }

    private boolean isUninstallable(int name) {
        Set<Subdir> asked = new HashSet<>();
        Set<Subdir> working = new HashSet<>();
        packages.records(name, record -> {
            if (verdicts.isAskedFor(record)) {
                asked.add(packages.subdir(record));
            }
            if (verdicts.isAskedFor(record) && usable.get(record)) {
                working.add(packages.subdir(record));
            }
        });
        if (asked.isEmpty() || working.contains(Subdir.NOARCH)) {
            return false;
        }
        asked.remove(Subdir.NOARCH);
        return asked.isEmpty() || !working.containsAll(asked);
    }
}
