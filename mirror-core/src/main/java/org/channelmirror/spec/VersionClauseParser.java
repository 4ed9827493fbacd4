package org.channelmirror.spec;

import org.channelmirror.spec.VersionClause.Compatible;
import org.channelmirror.spec.VersionClause.Fuzzy;
import org.channelmirror.spec.VersionClause.Not;
import org.channelmirror.spec.VersionClause.Relation;
import org.channelmirror.spec.VersionClause.Textual;

/** Reads one condition of a version spec: an operator and a version, a version with globs, or a regular expression. */
final class VersionClauseParser {

    private static final String OPERATOR = "=<>!~";

    private final String text;
    private final String operator;
    private final String operand;

    private VersionClauseParser(String text) {
        int start = 0;
        while (start < text.length() && OPERATOR.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        this.operator = text.substring(0, start);
        this.operand = text.substring(start).strip();
        this.text = operator + operand;
    }

    static VersionClause parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a condition is empty");
        }
        if (text.startsWith("^") || text.endsWith("$")) {
            if (!text.startsWith("^") || !text.endsWith("$")) {
                throw new IllegalArgumentException("a regular expression begins with \"^\" and ends with \"$\"");
            }
            return new Textual(text, TextPattern.of(text));
        }
        return new VersionClauseParser(text).parse();
    }

    private VersionClause parse() {
        if (operand.isEmpty()) {
            throw new IllegalArgumentException("a version is missing after \"" + operator + "\"");
        }
        return switch (operator) {
            case "", "=", "==" -> equal();
            case "!=" -> different();
            case "~=" -> compatible();
            default -> ordered();
        };
    }

    private VersionClause equal() {
        String stem = withoutStars();
        if (stem.isEmpty()) {
            return new VersionClause.Any();
        }
        if (stem.indexOf('*') >= 0) {
            return glob(text);
        }
        if (!stem.equals(operand)) {
            String prefix = withoutFinalDots(stem);
            return new Fuzzy(operator + prefix + ".*", Version.parse(prefix));
        }
        Version version = Version.parse(operand);
        return operator.equals("=") ? new Fuzzy(text, version) : new Relation(text, Order.EQUAL, version);
    }

    private VersionClause different() {
        String stem = withoutStars();
        if (stem.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" leaves no version");
        }
        if (stem.indexOf('*') >= 0) {
            return new Not(text, glob(operand));
        }
        return stem.equals(operand)
                ? new Relation(text, Order.NOT_EQUAL, Version.parse(operand))
                : new Not(text, new Fuzzy(operand, Version.parse(withoutFinalDots(stem))));
    }

    private VersionClause compatible() {
        Version least = Version.parse(operand);
        int lastDot = least.normalized().lastIndexOf('.');
        if (operand.indexOf('*') >= 0 || lastDot < 0) {
            throw new IllegalArgumentException(
                    "\"~=\" needs a version of two parts or more without \"*\", such as ~=1.2");
        }
        return new Compatible(text, least, Version.parse(least.normalized().substring(0, lastDot)));
    }

    /** conda takes no notice of a final ".*" here; a "*" within the version comes before all else in its order. */
    private VersionClause ordered() {
        Order order = Order.of(operator)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + Shown.of(operator) + "\" is not an operator; there are ==, !=, <, >, <=, >=, = and ~="));
        String version = operand.endsWith(".*") ? operand.substring(0, operand.length() - 2) : operand;
        return new Relation(text, order, Version.parse(version));
    }

    /** What is left of a version without its glob: {@code 1.2.*} means what begins with 1.2. */
    private static String withoutFinalDots(String stem) {
        int end = stem.length();
        while (end > 0 && stem.charAt(end - 1) == '.') {
            end--;
        }
        return stem.substring(0, end);
    }

    private VersionClause glob(String written) {
        if (!operand.chars().allMatch(c -> Character.isLetterOrDigit(c) || "*._-+!".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "\"" + Shown.of(operand) + "\" may have only what a version has, and \"*\"");
        }
        return new Textual(written, Glob.ofSpec(operand));
    }

    private String withoutStars() {
        int end = operand.length();
        while (end > 0 && operand.charAt(end - 1) == '*') {
            end--;
        }
        return operand.substring(0, end);
    }
}
