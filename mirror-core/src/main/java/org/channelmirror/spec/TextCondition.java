package org.channelmirror.spec;

import org.jspecify.annotations.Nullable;

/** A condition on a field that is a text. What is absent meets only {@code *}. */
record TextCondition(String text, TextPattern pattern, Getter getter) implements Condition {

    /** Takes the text from a candidate. */
    interface Getter {

        @Nullable
        String get(Candidate candidate);
    }

    @Override
    public boolean test(Candidate candidate) {
        String value = getter.get(candidate);
        return value == null ? pattern.isAny() : pattern.matches(value);
    }

    @Override
    public boolean isExact() {
        return pattern.isExact();
    }

    @Override
    public boolean isAny() {
        return pattern.isAny();
    }
}
