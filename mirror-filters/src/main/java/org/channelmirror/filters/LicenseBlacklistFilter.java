package org.channelmirror.filters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.filters.SpdxExpression.Term;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.PackageFilter;
import org.jspecify.annotations.Nullable;

/** Rejects what is under a listed licence. Immutable and thread-safe. */
final class LicenseBlacklistFilter implements PackageFilter {

    private final LicenseList list;
    private final List<Decision> rejections;
    private final BoundedCache<LicenseStatement, Decision> decisions = new BoundedCache<>(LicenseStatement::length);

    LicenseBlacklistFilter(FilterConfig config) {
        this.list = LicenseList.of(config);
        List<Decision> each = new ArrayList<>();
        list.entries()
                .forEach(listed -> each.add(
                        Decision.reject(config.key() + ": " + listed.written()).at(listed.place())));
        this.rejections = List.copyOf(each);
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
        boolean isAcceptable = expression == null || expression.isAcceptable(term -> !list.lists(term));
        if (isAcceptable && expression != null && expression.hasChoice()) {
            return Decision.accept();
        }
        Term family = statement.familyTerm();
        if (isAcceptable && (family == null || !list.lists(family))) {
            return Decision.accept();
        }
        return rejection(expression, family);
    }

    /** By the first entry that means a licence of the package. */
    private Decision rejection(@Nullable SpdxExpression expression, @Nullable Term family) {
        for (int i = 0; i < rejections.size(); i++) {
            LicenseEntry entry = list.entries().get(i).entry();
            if ((expression != null && expression.terms().anyMatch(entry::lists))
                    || (family != null && entry.lists(family))) {
                return rejections.get(i);
            }
        }
        throw new IllegalStateException("a licence is listed by no entry");
    }
}
