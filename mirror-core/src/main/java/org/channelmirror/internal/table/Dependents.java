package org.channelmirror.internal.table;

import java.util.function.IntConsumer;

/** Which selected packages need a spec: what the table has, the other way round. Builds that need the same are kept together. */
final class Dependents {

    /** Where the lists of each spec begin in the next array. */
    private final int[] firstOfSpec;

    private final int[] lists;
    /** Where the packages of each list begin in the next array. */
    private final int[] firstOfList;

    private final int[] records;

    Dependents(ColumnTable packages, Verdicts verdicts) {
        firstOfList = new int[packages.needs() + 2];
        int selected = 0;
        for (int record = 0; record < packages.size(); record++) {
            if (verdicts.isSelected(record)) {
                firstOfList[packages.need(record) + 2]++;
                selected++;
            }
        }
        sum(firstOfList);
        records = new int[selected];
        for (int record = 0; record < packages.size(); record++) {
            if (verdicts.isSelected(record)) {
                records[firstOfList[packages.need(record) + 1]++] = record;
            }
        }
        firstOfSpec = new int[packages.specs() + 2];
        eachUsed((list, spec) -> firstOfSpec[spec + 2]++, packages);
        sum(firstOfSpec);
        lists = new int[firstOfSpec[firstOfSpec.length - 1]];
        eachUsed((list, spec) -> lists[firstOfSpec[spec + 1]++] = list, packages);
    }

    /** Takes a spec of a list. */
    @FunctionalInterface
    private interface Edge {
        void take(int list, int spec);
    }

    private void eachUsed(Edge target, ColumnTable packages) {
        for (int list = 0; list < firstOfList.length - 2; list++) {
            if (firstOfList[list] < firstOfList[list + 1]) {
                int of = list;
                packages.specsOf(list, spec -> target.take(of, spec));
            }
        }
    }

    private static void sum(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    /** Hands out the packages that need a spec; one that lists it twice comes twice. */
    void of(int spec, IntConsumer target) {
        for (int i = firstOfSpec[spec]; i < firstOfSpec[spec + 1]; i++) {
            for (int j = firstOfList[lists[i]]; j < firstOfList[lists[i] + 1]; j++) {
                target.accept(records[j]);
            }
        }
    }
}
