package org.channelmirror.spec;

import java.util.ArrayList;
import java.util.List;

/** Reads a version spec: conditions joined by {@code ,} (and), which binds tighter than {@code |} (or), and parentheses. */
final class VersionSpecParser {

    private static final int MAX_LENGTH = 4000;
    private static final int MAX_DEPTH = 50;

    private final String text;
    private int at;
    private int depth;

    VersionSpecParser(String text) {
        this.text = text;
    }

    VersionClause parse() {
        try {
            if (text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("it has more than " + MAX_LENGTH + " characters");
            }
            VersionClause clause = oneOf();
            if (at < text.length()) {
                throw new IllegalArgumentException(
                        peek(')') ? "a \")\" has no \"(\"" : "\",\" or \"|\" is missing between two conditions");
            }
            return clause;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("version spec \"" + Shown.of(text) + "\": " + e.getMessage(), e);
        }
    }

    private VersionClause oneOf() {
        VersionClause first = allOf();
        if (!peek('|')) {
            return first;
        }
        List<VersionClause> clauses = new ArrayList<>(List.of(first));
        while (peek('|')) {
            at++;
            clauses.add(allOf());
        }
        return new VersionClause.OneOf(List.copyOf(clauses));
    }

    private VersionClause allOf() {
        VersionClause first = operand();
        if (!peek(',')) {
            return first;
        }
        List<VersionClause> clauses = new ArrayList<>(List.of(first));
        while (peek(',')) {
            at++;
            clauses.add(operand());
        }
        return new VersionClause.AllOf(List.copyOf(clauses));
    }

    private VersionClause operand() {
        if (!peek('(')) {
            return VersionClauseParser.parse(clause().strip());
        }
        at++;
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested deeper than " + MAX_DEPTH);
        }
        VersionClause inner = oneOf();
        if (!peek(')')) {
            throw new IllegalArgumentException("a \"(\" is not closed");
        }
        at++;
        depth--;
        return inner;
    }

    /** A regular expression goes on to its "$", whatever it holds. */
    private String clause() {
        int start = at;
        if (peek('^')) {
            int dollar = text.indexOf('$', at);
            at = dollar < 0 ? text.length() : dollar + 1;
        }
        while (at < text.length() && "()|,".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean peek(char c) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == c;
    }
}
