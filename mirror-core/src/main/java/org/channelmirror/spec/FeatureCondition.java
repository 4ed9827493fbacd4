package org.channelmirror.spec;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.channelmirror.spec.TextCondition.Getter;
import org.jspecify.annotations.Nullable;

/** A condition on features: exactly these, in whatever order. */
record FeatureCondition(SortedSet<String> features, Getter getter) implements Condition {

    static FeatureCondition of(String text, Getter getter) {
        return new FeatureCondition(Collections.unmodifiableSortedSet(words(text)), getter);
    }

    private static SortedSet<String> words(@Nullable String text) {
        SortedSet<String> words = new TreeSet<>();
        if (text != null) {
            for (String word : text.split("[ ,]+", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    @Override
    public boolean test(Candidate candidate) {
        return features.equals(words(getter.get(candidate)));
    }

    @Override
    public String text() {
        return String.join(" ", features);
    }
}
