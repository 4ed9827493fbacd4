package org.channelmirror.internal.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.channelmirror.spec.MatchSpec;

/** Which usable packages of each name meet all that a package needs of it, on one platform. What was found is kept, up to a limit. */
final class Choices {

    private static final int MOST_KEPT = 1 << 21;
    /** What a row takes beside its numbers. */
    private static final int ROW = 16;
    /** Whether a spec is met takes so much longer than to compare two numbers. */
    private static final int MATCH = 32;

    private final ColumnTable packages;
    private final NeedsView view;
    private final BitSet usable;
    /** By the numbers of lists of specs; of each the packages by the numbers of names. */
    private final Map<Integer, Map<Integer, int[]>> byList = new HashMap<>();

    private final Map<Integer, int[]> bySpec = new HashMap<>();
    private int kept;
    private long work;

    Choices(ColumnTable packages, NeedsView view, BitSet usable) {
        this.packages = packages;
        this.view = view;
        this.usable = usable;
    }

    NeedsView view() {
        return view;
    }

    /** How much was done, in comparisons of two numbers. */
    long work() {
        return work;
    }

    /** Notes what somebody did with the choices. */
    void addWork(long comparisons) {
        work += comparisons;
    }

    /** By the numbers of the names that a package needs, the packages that will do in rising order. */
    Map<Integer, int[]> of(int record) {
        if (kept > MOST_KEPT) {
            byList.clear();
            bySpec.clear();
            kept = 0;
        }
        return byList.computeIfAbsent(packages.need(record), this::ofList);
    }

    private Map<Integer, int[]> ofList(int list) {
        Map<Integer, int[]> choices = new HashMap<>();
        packages.specsOf(list, spec -> {
            String name = packages.specName(spec);
            int number = name.startsWith("__") ? -1 : packages.findName(name);
            if (number >= 0) {
                choices.merge(number, bySpec.computeIfAbsent(spec, each -> meeting(each, number)), Choices::common);
            }
        });
        kept += ROW * (1 + choices.size());
        return choices;
    }

    private int[] meeting(int spec, int name) {
        MatchSpec match = packages.spec(spec);
        int[] found = new int[packages.first(name + 1) - packages.first(name)];
        int count = 0;
        for (int i = packages.first(name); i < packages.first(name + 1); i++) {
            int record = packages.recordAt(i);
            if (usable.get(record) && view.meets(match, record)) {
                found[count++] = record;
            }
        }
        work += (long) found.length * MATCH;
        kept += ROW + count;
        return Arrays.copyOf(found, count);
    }

    /** Those that are in both of two rows in rising order. */
    static int[] common(int[] one, int[] other) {
        int[] found = new int[Math.min(one.length, other.length)];
        int count = 0;
        int j = 0;
        for (int record : one) {
            while (j < other.length && other[j] < record) {
                j++;
            }
            if (j < other.length && other[j] == record) {
                found[count++] = record;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
