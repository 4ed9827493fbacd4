package org.channelmirror.filters;

import java.time.Instant;
import java.util.Optional;
import org.channelmirror.filters.SpdxExpression.Term;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.PackageFilter;
import org.jspecify.annotations.Nullable;

/** Rejects what is not under a listed licence. Immutable and thread-safe. */
final class OnlyLicensesFilter implements PackageFilter {

    private final LicenseList list;
    private final Decision rejection;
    private final BoundedCache<LicenseStatement, Decision> decisions = new BoundedCache<>(LicenseStatement::length);

    OnlyLicensesFilter(FilterConfig config) {
        this.list = LicenseList.of(config);
        this.rejection =
                Decision.reject("not in " + config.key()).at(config.value().place());
    }

    /** What one field of a record says. */
    private enum Says {
        LISTED,
        NOT_LISTED,
        NOTHING
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        return decisions.get(LicenseStatement.of(record), this::decide);
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        return Optional.of(LicenseStatement.of(record).describe());
    }

    private Decision decide(LicenseStatement statement) {
        SpdxExpression expression = statement.expression();
        if (expression != null && expression.hasChoice()) {
            return expression.isAcceptable(list::lists) ? Decision.accept() : rejection;
        }
        Says text = text(expression);
        Says family = family(statement.familyTerm(), expression);
        boolean isListed = text == Says.LISTED || family == Says.LISTED;
        return isListed && text != Says.NOT_LISTED && family != Says.NOT_LISTED ? Decision.accept() : rejection;
    }

    private Says text(@Nullable SpdxExpression expression) {
        if (expression == null) {
            return Says.NOTHING;
        }
        if (expression.isAcceptable(list::lists)) {
            return Says.LISTED;
        }
        return expression.isAcceptable(term -> list.lists(term) || term.family() == LicenseFamily.OTHER)
                ? Says.NOTHING
                : Says.NOT_LISTED;
    }

    /** A family that is not listed is held against a package only where the text does not mean that very family. */
    private Says family(@Nullable Term family, @Nullable SpdxExpression expression) {
        if (family == null) {
            return Says.NOTHING;
        }
        if (list.lists(family)) {
            return Says.LISTED;
        }
        boolean addsNothing = family.family() == LicenseFamily.OTHER
                || (expression != null
                        && expression
                                .terms()
                                .map(Term::family)
                                .anyMatch(of -> of == family.family() || of == LicenseFamily.OTHER));
        return addsNothing ? Says.NOTHING : Says.NOT_LISTED;
    }
}
