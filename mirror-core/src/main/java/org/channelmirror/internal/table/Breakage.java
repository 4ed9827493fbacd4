package org.channelmirror.internal.table;

import java.util.BitSet;
import java.util.Collection;

/**
 * Which selected packages nobody can install, because they need what is missing, or packages that need it, and so on. Each package
 * breaks once and each spec looks at each package once: that is what bounds the work.
 */
final class Breakage {

    private final ColumnTable packages;
    private final Collection<NeedsView> views;
    private final Dependents dependents;
    /** The selected packages that are not broken; what breaks is taken out of it. */
    private final BitSet usable;

    private final BitSet hurt = new BitSet();

    private final BitSet waiting = new BitSet();

    Breakage(ColumnTable packages, Verdicts verdicts, Collection<NeedsView> views, BitSet usable) {
        this.packages = packages;
        this.views = views;
        this.dependents = new Dependents(packages, verdicts);
        this.usable = usable;
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

    /** The names of which a package broke. */
    BitSet hurt() {
        return hurt;
    }
}
