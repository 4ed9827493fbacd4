package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * The licences that packages may have; whatever is under another is removed. Entries and families are those of
 * {@link LicenseBlacklistProvider}. Of an SPDX expression one side of an {@code OR} has to be listed, and all sides of an
 * {@code AND}; one with {@code OR} is decided by itself. Else the text and the {@code license_family} have to agree: one of them is
 * listed, and the other is listed too, or is absent, or is OTHER, or means the same family. Thread-safe.
 */
public final class OnlyLicensesProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OnlyLicensesProvider() {}

    @Override
    public List<String> keys() {
        return List.of("only_licenses");
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
        if (config.values().isEmpty()) {
            throw new IllegalArgumentException("the list is empty, so nothing would be mirrored; list licences such as"
                    + " MIT, or remove the key to mirror packages of every licence");
        }
        return new OnlyLicensesFilter(config);
    }
}
