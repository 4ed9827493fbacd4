package org.channelmirror.spec;

/** What a match spec asks of one field. */
interface Condition {

    boolean test(Candidate candidate);

    /** The value as it is written in a canonical spec, without quotes. */
    String text();

    /** Says whether only one value meets it, as far as the field has plain values. */
    default boolean isExact() {
        return false;
    }

    /** Says whether everything meets it. */
    default boolean isAny() {
        return false;
    }
}
