package org.channelmirror.spec;

import java.util.function.ToLongFunction;

/** A condition on a field that is a number: the number itself, a comparison such as {@code >=7}, or a pattern over its digits. */
interface NumberCondition extends Condition {

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException if it is neither a number, nor a comparison with one, nor a pattern
     */
    static NumberCondition of(String text, ToLongFunction<Candidate> getter) {
        String trimmed = text.strip();
        TextPattern pattern = TextPattern.of(trimmed);
        if (!pattern.isExact()) {
            return new Digits(trimmed, pattern, getter);
        }
        int start = 0;
        while (start < trimmed.length() && "=<>!".indexOf(trimmed.charAt(start)) >= 0) {
            start++;
        }
        long number = number(trimmed.substring(start));
        String symbol = trimmed.substring(0, start);
        Order order = symbol.isEmpty() || symbol.equals("=")
                ? Order.EQUAL
                : Order.of(symbol)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "\"" + Shown.of(symbol) + "\" is not an operator; there are ==, !=, <, >, <= and >="));
        return new Comparison(symbol.isEmpty() ? Long.toString(number) : trimmed, order, number, getter);
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("\"" + Shown.of(digits) + "\" is not a whole number");
        }
        return Long.parseLong(digits);
    }

    /** A comparison with one number. */
    record Comparison(String text, Order order, long number, ToLongFunction<Candidate> getter)
            implements NumberCondition {

        @Override
        public boolean test(Candidate candidate) {
            long value = getter.applyAsLong(candidate);
            return value >= 0 && order.accepts(Long.compare(value, number));
        }
    }

    /** A glob or a regular expression over the digits. */
    record Digits(String text, TextPattern pattern, ToLongFunction<Candidate> getter) implements NumberCondition {

        @Override
        public boolean test(Candidate candidate) {
            long value = getter.applyAsLong(candidate);
            return value < 0 ? pattern.isAny() : pattern.matches(Long.toString(value));
        }

        @Override
        public boolean isAny() {
            return pattern.isAny();
        }
    }
}
