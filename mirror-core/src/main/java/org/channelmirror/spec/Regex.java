package org.channelmirror.spec;

import java.util.List;

/**
 * A regular expression that cannot backtrack: lookaheads at its beginning and the rest are automata of their own, and a text
 * matches if all of them accept it.
 */
final class Regex implements TextPattern {

    private final List<Automaton> automata;

    private Regex(List<Automaton> automata) {
        this.automata = automata;
    }

    /**
     * Reads {@code ^...$}.
     *
     * @throws IllegalArgumentException if it uses what would need backtracking, or is not a regular expression
     */
    static Regex of(String text) {
        return new Regex(List.copyOf(new RegexParser(text).parse()));
    }

    @Override
    public boolean matches(String text) {
        for (Automaton automaton : automata) {
            if (!automaton.accepts(text)) {
                return false;
            }
        }
        return true;
    }
}
