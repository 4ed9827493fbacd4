package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.filters.SpdxExpression.Term;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;

/** The licences that a configuration lists. Immutable and thread-safe. */
final class LicenseList {

    private final List<Listed> entries;

    private LicenseList(List<Listed> entries) {
        this.entries = List.copyOf(entries);
    }

    /** An entry with how it was written. */
    record Listed(LicenseEntry entry, String written, ConfigNode.Place place) {}

    static LicenseList of(FilterConfig config) {
        return new LicenseList(Entries.of(
                config.value(),
                value -> new Listed(
                        LicenseEntry.parse(value), Shown.of(value.text().strip()), value.place())));
    }

    List<Listed> entries() {
        return entries;
    }

    boolean lists(Term term) {
        for (Listed listed : entries) {
            if (listed.entry().lists(term)) {
                return true;
            }
        }
        return false;
    }
}
