package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Removal by licence. What a record has as {@code license_family}, and what the text of its {@code license} means by the rules of
 * conda-build, are looked at both: a package goes if either is listed. A valid SPDX expression with {@code OR} is decided by itself:
 * a side that is not listed keeps the package, {@code AND} needs that of all its sides. Where a record says nothing its licence is
 * of the family NONE, and what no rule knows is of OTHER.
 *
 * <p>Entries are families ({@code GPL} means GPL, GPL2 and GPL3), SPDX identifiers, with {@code WITH} and an exception where only
 * that is meant, and globs over the text, the identifiers in it and the families. Case does not matter. Thread-safe.
 */
public final class LicenseBlacklistProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public LicenseBlacklistProvider() {}

    @Override
    public List<String> keys() {
        return List.of("license_blacklist", "exclude_licenses");
    }

    @Override
    public FilterStage stage() {
        return FilterStage.REMOVAL;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        return new LicenseBlacklistFilter(config);
    }
}
