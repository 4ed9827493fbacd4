package org.channelmirror.filters;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.channelmirror.filters.SpdxExpression.Term;
import org.channelmirror.spec.Glob;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.InvalidConfigException;

/** One entry of a list of licences: a family, an SPDX identifier or a glob. */
sealed interface LicenseEntry {

    /** Says whether the entry means a licence. */
    boolean lists(Term term);

    /** All licences of some families. */
    record Families(Set<LicenseFamily> families) implements LicenseEntry {

        @Override
        public boolean lists(Term term) {
            return families.contains(term.family());
        }
    }

    /** One licence; with an exception only if that is written too. */
    record Identifier(Term wanted) implements LicenseEntry {

        @Override
        public boolean lists(Term term) {
            return term.id().equals(wanted.id())
                    && (wanted.exception().isEmpty() || term.exception().equals(wanted.exception()));
        }
    }

    /** Licences by their text, their identifier or the name of their family. */
    record Pattern(Glob glob) implements LicenseEntry {

        @Override
        public boolean lists(Term term) {
            return glob.matches(term.written())
                    || glob.matches(term.id())
                    || glob.matches(term.family().toString().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Reads an entry.
     *
     * @throws InvalidConfigException if it is none of these
     */
    static LicenseEntry parse(ConfigNode.Scalar value) {
        String written = value.text().strip();
        if (written.isEmpty()) {
            throw new InvalidConfigException(value, "an entry is empty; write a licence family such as GPL3");
        }
        if (Glob.isGlob(written)) {
            return new Pattern(Glob.of(written.toLowerCase(Locale.ROOT)));
        }
        Optional<LicenseFamily> family = LicenseFamily.named(written);
        if (family.isPresent()) {
            return new Families(
                    family.get() == LicenseFamily.GPL
                            ? EnumSet.of(LicenseFamily.GPL, LicenseFamily.GPL2, LicenseFamily.GPL3)
                            : EnumSet.of(family.get()));
        }
        SpdxExpression expression = SpdxExpression.parse(written);
        if (expression instanceof Term term) {
            return new Identifier(term);
        }
        throw new InvalidConfigException(value, Shown.quoted(written) + problem(written, expression != null));
    }

    private static String problem(String written, boolean isExpression) {
        if (isExpression) {
            return " names several licences; write each of them as an entry of its own";
        }
        String problem = " is no licence family, SPDX identifier or glob";
        LicenseFamily family = LicenseFamily.of(written);
        Optional<String> similar = SpdxIds.similar(written);
        if (similar.isPresent() || family != LicenseFamily.OTHER) {
            return problem + "; did you mean \"" + similar.orElse(family.toString()) + "\"?";
        }
        return problem + "; the families are "
                + Arrays.stream(LicenseFamily.values())
                        .map(LicenseFamily::toString)
                        .collect(Collectors.joining(", "))
                + ", and a glob such as \"*" + Shown.of(written) + "*\" means a text";
    }
}
