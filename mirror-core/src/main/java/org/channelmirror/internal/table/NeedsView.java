package org.channelmirror.internal.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the packages of a subdir need, and what they see of all packages: their platform and noarch, or from noarch all of them.
 * Each spec that is met stands beside its name and the package that was found to meet it last.
 */
final class NeedsView {

    private static final int NOT_LOOKED = -1;

    private final ColumnTable packages;
    private final Subdir subdir;
    private final BitSet needed = new BitSet();
    /** The numbers of name and spec in one, so that those of a name stand together. */
    private long[] met = new long[64];

    private int size;
    private int[] providers = {};

    NeedsView(ColumnTable packages, Subdir subdir) {
        this.packages = packages;
        this.subdir = subdir;
    }

    Subdir subdir() {
        return subdir;
    }

    BitSet needed() {
        return needed;
    }

    boolean meets(@Nullable MatchSpec match, int record) {
        return sees(packages.subdir(record)) && (match == null || match.matches(packages.candidate(record)));
    }

    private boolean sees(Subdir other) {
        return subdir.equals(Subdir.NOARCH) || other.equals(Subdir.NOARCH) || other.equals(subdir);
    }

    /** Notes a spec that a package of the name meets. */
    void addMet(int name, int spec) {
        if (size == met.length) {
            met = Arrays.copyOf(met, size * 2);
        }
        met[size++] = (long) name << Integer.SIZE | spec;
    }

    /** When all are noted. */
    void sort() {
        Arrays.sort(met, 0, size);
        providers = new int[size];
        Arrays.fill(providers, NOT_LOOKED);
    }

    /**
     * Hands out the specs of a name that no package meets any more which is selected and not broken. What is broken stays so:
     * a package that does not do is never looked at again for the same spec.
     */
    void eachUnmet(int name, BitSet usable, IntConsumer target) {
        int found = Arrays.binarySearch(met, 0, size, (long) name << Integer.SIZE);
        for (int i = found < 0 ? -found - 1 : found; i < size && met[i] >>> Integer.SIZE == name; i++) {
            if (!hasProvider(i, name, usable)) {
                target.accept((int) met[i]);
            }
        }
    }

    /** False only once: the second time nothing is left to be told. */
    private boolean hasProvider(int index, int name, BitSet usable) {
        int end = packages.first(name + 1);
        int at = providers[index];
        if (at >= end || (at != NOT_LOOKED && usable.get(packages.recordAt(at)))) {
            return true;
        }
        MatchSpec match = packages.spec((int) met[index]);
        at = at == NOT_LOOKED ? packages.first(name) : at + 1;
        while (at < end && !(usable.get(packages.recordAt(at)) && meets(match, packages.recordAt(at)))) {
            at++;
        }
        providers[index] = at;
        return at < end;
    }
}
