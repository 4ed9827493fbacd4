package org.channelmirror.spec;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.spec.Automaton.Part;

/**
 * Reads {@code ^...$} with characters, {@code .}, classes, groups, alternatives and repetitions. Lookaheads are read where
 * conda writes them when it merges two specs: at the beginning. What needs backtracking is refused, as CEP 29 asks.
 */
final class RegexParser {

    private static final int MAX_STATES = 500;
    private static final int MAX_REPEAT = 500;
    private static final int MAX_DEPTH = 50;
    /** Each repetition of an atom reads it again, so that nested ones multiply. */
    private static final int MAX_STEPS = 10_000;

    private final String text;
    private final int end;
    private final List<Automaton> automata = new ArrayList<>();
    private int at = 1;
    private int depth;
    private int steps;

    RegexParser(String text) {
        this.text = text;
        this.end = text.length() - 1;
    }

    List<Automaton> parse() {
        conjunction(Automaton.ofWhole());
        if (at < end) {
            throw refused("a \")\" has no \"(\"");
        }
        return automata;
    }

    private void conjunction(Automaton automaton) {
        enter();
        while (text.startsWith("(?=", at)) {
            at += 3;
            conjunction(Automaton.ofPrefix());
            close();
        }
        automaton.finish(sequence(automaton));
        if (peek('|')) {
            throw refused("put alternatives in parentheses, as in ^(a|b)$");
        }
        automata.add(automaton);
        depth--;
    }

    private Part alternatives(Automaton automaton) {
        enter();
        Part part = sequence(automaton);
        while (peek('|')) {
            at++;
            part = part.or(sequence(automaton));
        }
        depth--;
        return part;
    }

    private Part sequence(Automaton automaton) {
        Part part = Part.EMPTY;
        while (at < end && !peek('|') && !peek(')')) {
            part = automaton.sequence(part, repetition(automaton));
        }
        return part;
    }

    private Part repetition(Automaton automaton) {
        int start = at;
        Part part = atom(automaton);
        if (at == end) {
            return part;
        }
        switch (text.charAt(at)) {
            case '*' -> part = automaton.repeated(part).orEmpty();
            case '+' -> part = automaton.repeated(part);
            case '?' -> part = part.orEmpty();
            case '{' -> part = counted(automaton, start, part);
            default -> {
                return part;
            }
        }
        at++;
        if (peek('?')) {
            // Lazy repetitions match the same texts.
            at++;
        }
        if (peek('*') || peek('+') || peek('?') || peek('{')) {
            throw refused("a repetition is repeated");
        }
        return part;
    }

    private Part counted(Automaton automaton, int start, Part first) {
        at++;
        int least = number();
        int most = least;
        boolean open = false;
        if (peek(',')) {
            at++;
            open = peek('}');
            most = open ? Math.max(least, 1) : number();
        }
        if (!peek('}') || most < least) {
            throw refused("expected a repetition such as {2}, {2,} or {2,3}");
        }
        int closing = at;
        Part part = Part.EMPTY;
        for (int i = 0; i < most; i++) {
            Part next = first;
            if (i > 0) {
                at = start;
                next = atom(automaton);
            }
            next = open && i == most - 1 ? automaton.repeated(next) : next;
            part = automaton.sequence(part, i < least ? next : next.orEmpty());
        }
        at = closing;
        return part;
    }

    private int number() {
        int start = at;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 4) {
            at++;
        }
        int value = start == at ? -1 : Integer.parseInt(text.substring(start, at));
        if (value < 0 || value > MAX_REPEAT) {
            throw refused("a repetition takes a number up to " + MAX_REPEAT);
        }
        return value;
    }

    private Part atom(Automaton automaton) {
        if (++steps > MAX_STEPS) {
            throw refused("its repetitions are too many");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '(' -> group(automaton);
            case '[' -> state(automaton, charClass());
            case '.' -> state(automaton, CharClass.anyButLineBreak());
            case '\\' -> state(automaton, escaped());
            case '^', '$' -> throw refused("\"" + c + "\" stands only at its beginning or end");
            case '*', '+', '?', '{' -> throw refused("\"" + c + "\" has nothing to repeat");
            default -> state(automaton, CharClass.one(c));
        };
    }

    private Part state(Automaton automaton, CharClass set) {
        if (automaton.states() == MAX_STATES) {
            throw refused("it has more than " + MAX_STATES + " characters when its repetitions are written out");
        }
        return automaton.one(set);
    }

    private Part group(Automaton automaton) {
        if (text.startsWith("?:", at)) {
            at += 2;
        } else if (peek('?')) {
            throw text.startsWith("?=", at)
                    ? refused("a lookahead stands only at its beginning")
                    : refused("groups that begin with \"(?\" are not supported, but for \"(?:\"");
        }
        Part part = alternatives(automaton);
        close();
        return part;
    }

    private CharClass charClass() {
        CharClass set = new CharClass();
        boolean negated = peek('^');
        at += negated ? 1 : 0;
        int start = at;
        while (at < end && (!peek(']') || at == start)) {
            if (peek('\\') && at + 1 < end && CharClass.isName(text.charAt(at + 1))) {
                if (Character.isUpperCase(text.charAt(at + 1))) {
                    throw refused("\"\\" + text.charAt(at + 1) + "\" stands only outside of brackets");
                }
                set.addAll(CharClass.named(text.charAt(at + 1)));
                at += 2;
            } else {
                char from = classChar();
                char to = from;
                if (peek('-') && at + 1 < end && text.charAt(at + 1) != ']') {
                    at++;
                    to = classChar();
                }
                if (to < from) {
                    throw refused("a range in brackets is upside down");
                }
                set.addRange(from, to);
            }
        }
        if (at == end) {
            throw refused("a \"[\" is not closed");
        }
        at++;
        return negated ? set.negate() : set;
    }

    private char classChar() {
        char c = text.charAt(at++);
        return c == '\\' ? literal() : c;
    }

    private CharClass escaped() {
        if (at < end && CharClass.isName(text.charAt(at))) {
            return CharClass.named(text.charAt(at++));
        }
        return CharClass.one(literal());
    }

    /** What stands after a backslash as itself: neither a letter nor a digit, which mean something. */
    private char literal() {
        if (at == end || Character.isLetterOrDigit(text.charAt(at))) {
            throw refused(at == end ? "it ends within an escape" : "\"\\" + text.charAt(at) + "\" is not supported");
        }
        return text.charAt(at++);
    }

    private boolean peek(char c) {
        return at < end && text.charAt(at) == c;
    }

    private void close() {
        if (!peek(')')) {
            throw refused("a \"(\" is not closed");
        }
        at++;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw refused("it is nested deeper than " + MAX_DEPTH);
        }
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("regular expression \"" + Shown.of(text) + "\": " + why);
    }
}
