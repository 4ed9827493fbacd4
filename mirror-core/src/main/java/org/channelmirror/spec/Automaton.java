package org.channelmirror.spec;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A position automaton (Glushkov): its states are the characters of the expression, and it is in all states at once that the
 * text allows. So a text takes a time that grows with its length alone, whatever the expression is.
 */
final class Automaton {

    /** What a part of an expression may begin and end with. */
    record Part(boolean canBeEmpty, BitSet first, BitSet last) {

        static final Part EMPTY = new Part(true, new BitSet(), new BitSet());

        Part or(Part other) {
            return new Part(canBeEmpty || other.canBeEmpty, union(first, other.first), union(last, other.last));
        }

        Part orEmpty() {
            return new Part(true, first, last);
        }
    }

    private final boolean prefix;
    private final List<CharClass> chars = new ArrayList<>();
    private final List<BitSet> follow = new ArrayList<>();
    private Part whole = Part.EMPTY;

    private Automaton(boolean prefix) {
        this.prefix = prefix;
    }

    /** Accepts a text that it matches to its end. */
    static Automaton ofWhole() {
        return new Automaton(false);
    }

    /** Accepts a text of which it matches a beginning. */
    static Automaton ofPrefix() {
        return new Automaton(true);
    }

    void finish(Part part) {
        whole = part;
    }

    int states() {
        return chars.size();
    }

    /** Adds a state. */
    Part one(CharClass set) {
        BitSet state = new BitSet();
        state.set(chars.size());
        chars.add(set);
        follow.add(new BitSet());
        return new Part(false, state, state);
    }

    Part sequence(Part a, Part b) {
        connect(a.last, b.first);
        return new Part(
                a.canBeEmpty && b.canBeEmpty,
                a.canBeEmpty ? union(a.first, b.first) : a.first,
                b.canBeEmpty ? union(a.last, b.last) : b.last);
    }

    /** The part once or more. */
    Part repeated(Part a) {
        connect(a.last, a.first);
        return a;
    }

    private void connect(BitSet from, BitSet to) {
        from.stream().forEach(state -> follow.get(state).or(to));
    }

    boolean accepts(String text) {
        if (whole.canBeEmpty && (prefix || text.isEmpty())) {
            return true;
        }
        BitSet possible = (BitSet) whole.first.clone();
        BitSet current = new BitSet();
        for (int i = 0; i < text.length(); i++) {
            current.clear();
            for (int state = possible.nextSetBit(0); state >= 0; state = possible.nextSetBit(state + 1)) {
                if (chars.get(state).contains(text.charAt(i))) {
                    current.set(state);
                }
            }
            if (prefix && current.intersects(whole.last)) {
                return true;
            }
            possible.clear();
            for (int state = current.nextSetBit(0); state >= 0; state = current.nextSetBit(state + 1)) {
                possible.or(follow.get(state));
            }
        }
        return !prefix && current.intersects(whole.last);
    }

    private static BitSet union(BitSet a, BitSet b) {
        BitSet result = (BitSet) a.clone();
        result.or(b);
        return result;
    }
}
