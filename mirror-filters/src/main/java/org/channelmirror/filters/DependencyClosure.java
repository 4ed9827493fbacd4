package org.channelmirror.filters;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.PackageTable;
import org.channelmirror.spi.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Brings back what selected packages need, and what that needs. A package of a platform finds what it needs in its platform and in
 * noarch, one of noarch in any subdir. Each spec is looked at once for each platform: that is what bounds the work.
 */
final class DependencyClosure {

    private final String key;
    private final Selection selection;
    private final PackageTable packages;
    private final Map<Subdir, BitSet> done = new HashMap<>();
    private final BitSet doneEverywhere;
    private final Map<Integer, String> reasons = new HashMap<>();
    private final Worklist waiting = new Worklist();

    DependencyClosure(String key, Selection selection) {
        this.key = key;
        this.selection = selection;
        this.packages = selection.packages();
        this.doneEverywhere = doneFor(Subdir.NOARCH);
    }

    void complete() {
        for (int record = 0; record < packages.size(); record++) {
            if (selection.isSelected(record)) {
                bringNeedsOf(record);
                while (!waiting.isEmpty()) {
                    bringNeedsOf(waiting.take());
                }
            }
        }
    }

    private void bringNeedsOf(int needer) {
        Subdir subdir = packages.subdir(needer);
        BitSet here = doneFor(subdir);
        packages.depends(needer, spec -> {
            if (!here.get(spec) && !doneEverywhere.get(spec)) {
                here.set(spec);
                bring(spec, needer, subdir);
            }
        });
    }

    private BitSet doneFor(Subdir subdir) {
        return done.computeIfAbsent(subdir, each -> new BitSet());
    }

    private void bring(int spec, int needer, Subdir subdir) {
        String name = packages.specName(spec);
        int number = name.startsWith("__") ? -1 : packages.findName(name);
        if (number >= 0) {
            MatchSpec match = packages.spec(spec);
            packages.records(number, record -> {
                if (selection.isRestorable(record) && sees(subdir, packages.subdir(record)) && meets(match, record)) {
                    selection.restore(record, reason(number, needer));
                    waiting.add(record);
                }
            });
        }
    }

    private static boolean sees(Subdir subdir, Subdir other) {
        return subdir.equals(Subdir.NOARCH) || other.equals(Subdir.NOARCH) || other.equals(subdir);
    }

    /** Where nobody can read what is needed, every package of the name may be it. */
    private boolean meets(@Nullable MatchSpec match, int record) {
        return match == null || match.matches(packages.candidate(record));
    }

    /** All packages of a name have the reason of the first one, so that there are not more reasons than names. */
    private String reason(int name, int needer) {
        return reasons.computeIfAbsent(name, each -> key + ": needed by " + packages.nameText(packages.name(needer)));
    }
}
