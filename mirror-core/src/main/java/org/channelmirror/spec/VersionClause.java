package org.channelmirror.spec;

import java.util.List;
import java.util.stream.Collectors;

/** One condition of a version spec, or several joined. */
sealed interface VersionClause {

    boolean matches(Version version);

    /** The condition as it is written in a canonical spec. */
    String text();

    /** Every version matches. */
    record Any() implements VersionClause {

        @Override
        public boolean matches(Version version) {
            return true;
        }

        @Override
        public String text() {
            return "*";
        }
    }

    /** A comparison with one version. */
    record Relation(String text, Order order, Version operand) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            return order.accepts(version.compareTo(operand));
        }
    }

    /** A version and all that begins with it. */
    record Fuzzy(String text, Version prefix) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            return version.startsWith(prefix);
        }
    }

    /** The version and all that is compatible with it: {@code ~=1.2.3} is at least 1.2.3, and 1.2.*. */
    record Compatible(String text, Version least, Version prefix) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            return version.compareTo(least) >= 0 && version.startsWith(prefix);
        }
    }

    /** A glob or a regular expression over the version's text. */
    record Textual(String text, TextPattern pattern) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            return pattern.matches(version.toString());
        }
    }

    /** What another condition does not match. */
    record Not(String text, VersionClause clause) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            return !clause.matches(version);
        }
    }

    /** All of several. */
    record AllOf(List<VersionClause> clauses) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            for (int i = 0; i < clauses.size(); i++) {
                if (!clauses.get(i).matches(version)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String text() {
            return clauses.stream()
                    .map(clause -> clause instanceof OneOf ? "(" + clause.text() + ")" : clause.text())
                    .collect(Collectors.joining(","));
        }
    }

    /** At least one of several. */
    record OneOf(List<VersionClause> clauses) implements VersionClause {

        @Override
        public boolean matches(Version version) {
            for (int i = 0; i < clauses.size(); i++) {
                if (clauses.get(i).matches(version)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            return clauses.stream().map(VersionClause::text).collect(Collectors.joining("|"));
        }
    }
}
