package org.channelmirror.filters;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an SPDX licence expression says: one licence, a choice, or several at once. */
sealed interface SpdxExpression {

    /** Says whether a user who accepts some licences can accept this. */
    boolean isAcceptable(Predicate<Term> accepted);

    /** Says whether there is anything to choose. */
    boolean hasChoice();

    /** The licences in it, in the order of the text. */
    Stream<Term> terms();

    /** Reads an expression; null if it is no valid one, because its grammar is broken or an identifier is not SPDX's. */
    static @Nullable SpdxExpression parse(String text) {
        return SpdxParser.parse(text);
    }

    /**
     * One licence.
     *
     * @param id in lower case; of the GNU licences always with {@code -only} or {@code -or-later}
     * @param exception in lower case, empty if there is none
     * @param written the whole in lower case as it was written
     * @param family the family that it is of
     */
    record Term(String id, String exception, String written, LicenseFamily family) implements SpdxExpression {

        private static final Pattern GNU_WITHOUT_ENDING =
                Pattern.compile("(?:[al]?gpl|gfdl)-\\d\\.\\d(?:-(?:no-)?invariants)?");

        /** A licence that SPDX knows; the identifier may end with a plus sign. */
        static Term of(String id, String exception) {
            String lowered = id.toLowerCase(Locale.ROOT);
            boolean orLater = lowered.endsWith("+");
            String base = orLater ? lowered.substring(0, lowered.length() - 1) : lowered;
            String canonical = base;
            if (GNU_WITHOUT_ENDING.matcher(base).matches()) {
                canonical = base + (orLater ? "-or-later" : "-only");
            }
            String loweredException = exception.toLowerCase(Locale.ROOT);
            String written = loweredException.isEmpty() ? lowered : lowered + " with " + loweredException;
            return new Term(canonical, loweredException, written, LicenseFamily.of(id));
        }

        /** A licence in words. */
        static Term ofText(String text) {
            String lowered = text.toLowerCase(Locale.ROOT);
            return new Term(lowered, "", lowered, LicenseFamily.of(text));
        }

        /** No licence at all. */
        static Term none() {
            return new Term("", "", "", LicenseFamily.NONE);
        }

        @Override
        public boolean isAcceptable(Predicate<Term> accepted) {
            return accepted.test(this);
        }

        @Override
        public boolean hasChoice() {
            return false;
        }

        @Override
        public Stream<Term> terms() {
            return Stream.of(this);
        }
    }

    /** One of several, as the user likes. */
    record AnyOf(List<SpdxExpression> sides) implements SpdxExpression {

        @Override
        public boolean isAcceptable(Predicate<Term> accepted) {
            return sides.stream().anyMatch(side -> side.isAcceptable(accepted));
        }

        @Override
        public boolean hasChoice() {
            return true;
        }

        @Override
        public Stream<Term> terms() {
            return sides.stream().flatMap(SpdxExpression::terms);
        }
    }

    /** All of several. */
    record AllOf(List<SpdxExpression> sides) implements SpdxExpression {

        @Override
        public boolean isAcceptable(Predicate<Term> accepted) {
            return sides.stream().allMatch(side -> side.isAcceptable(accepted));
        }

        @Override
        public boolean hasChoice() {
            return sides.stream().anyMatch(SpdxExpression::hasChoice);
        }

        @Override
        public Stream<Term> terms() {
            return sides.stream().flatMap(SpdxExpression::terms);
        }
    }
}
