package org.channelmirror.benchmarks;

import java.util.List;
import java.util.Locale;

/** Measured values, at least one. */
record Samples(List<Double> values) {

    Samples {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double min() {
        return values.get(0);
    }

    double max() {
        return values.get(values.size() - 1);
    }

    /** The median with its range. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "median %.3f (%.3f to %.3f, %d runs)", median(), min(), max(), values.size());
    }
}
