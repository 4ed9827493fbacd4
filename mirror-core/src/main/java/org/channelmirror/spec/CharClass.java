package org.channelmirror.spec;

import java.util.BitSet;

/** A set of characters, or all but those; both cases of a letter are in it or neither is. */
final class CharClass {

    private final BitSet chars = new BitSet();
    private boolean negated;

    static CharClass one(char c) {
        CharClass result = new CharClass();
        result.add(c);
        return result;
    }

    /** The set that {@code \d}, {@code \w} or {@code \s} names, and its complement for the capital; null for another letter. */
    static CharClass named(char name) {
        CharClass result = new CharClass();
        switch (Character.toLowerCase(name)) {
            case 'd' -> result.addRange('0', '9');
            case 's' -> " \t\n\r\f\u000b".chars().forEach(c -> result.add((char) c));
            default -> {
                result.addRange('0', '9');
                result.addRange('a', 'z');
                result.add('_');
            }
        }
        return Character.isUpperCase(name) ? result.negate() : result;
    }

    static boolean isName(char c) {
        return "dswDSW".indexOf(c) >= 0;
    }

    static CharClass anyButLineBreak() {
        return one('\n').negate();
    }

    void add(char c) {
        chars.set(Character.toLowerCase(c));
        chars.set(Character.toUpperCase(c));
    }

    void addRange(char from, char to) {
        for (int c = from; c <= to; c++) {
            add((char) c);
        }
    }

    void addAll(CharClass other) {
        chars.or(other.chars);
    }

    CharClass negate() {
        negated = !negated;
        return this;
    }

    boolean contains(char c) {
        return chars.get(c) != negated;
    }
}
