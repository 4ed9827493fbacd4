package org.channelmirror.filters;

import java.util.Optional;
import java.util.stream.Collectors;
import org.channelmirror.filters.SpdxExpression.Term;
import org.channelmirror.model.PackageRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of its licence: the text, which may be an SPDX expression, and the family. Blank counts as absent.
 *
 * @param text the text as written, null if there is none
 * @param family the family as written, null if there is none
 */
record LicenseStatement(@Nullable String text, @Nullable String family) {

    static LicenseStatement of(PackageRecord record) {
        return new LicenseStatement(filled(record.license()), filled(record.licenseFamily()));
    }

    private static @Nullable String filled(Optional<String> field) {
        return field.filter(text -> !text.isBlank()).orElse(null);
    }

    int length() {
        return (text == null ? 0 : text.length()) + (family == null ? 0 : family.length());
    }

    /** What the text says; null where only the family field says something. Where nothing does that is no licence at all. */
    @Nullable
    SpdxExpression expression() {
        if (text == null) {
            return family == null ? Term.none() : null;
        }
        SpdxExpression expression = SpdxExpression.parse(text);
        return expression == null ? Term.ofText(text) : expression;
    }

    /** What the family field says, read by the same rules as a licence's text; null if there is none. */
    @Nullable
    Term familyTerm() {
        return family == null ? null : Term.ofText(family);
    }

    /** Both inputs with the families that were read from them. */
    String describe() {
        SpdxExpression expression = expression();
        StringBuilder described = new StringBuilder(text == null ? "no license" : "license " + Shown.quoted(text));
        if (expression != null) {
            described
                    .append(" (")
                    .append(expression
                            .terms()
                            .map(term -> term.family().toString())
                            .distinct()
                            .collect(Collectors.joining(", ")))
                    .append(')');
        }
        if (family != null) {
            described
                    .append(", license_family ")
                    .append(Shown.quoted(family))
                    .append(" (")
                    .append(LicenseFamily.of(family))
                    .append(')');
        }
        return described.toString();
    }
}
