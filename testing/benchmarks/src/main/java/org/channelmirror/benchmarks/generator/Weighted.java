package org.channelmirror.benchmarks.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A choice among values of different weight. */
final class Weighted<T> {

    private final List<T> values = new ArrayList<>();
    private final List<Integer> upTo = new ArrayList<>();
    private int total;

    Weighted<T> add(int weight, T value) {
        total += weight;
        values.add(value);
        upTo.add(total);
        return this;
    }

    T choose(SplittableRandom random) {
        int place = random.nextInt(total);
        int index = 0;
        while (upTo.get(index) <= place) {
            index++;
        }
        return values.get(index);
    }
}
