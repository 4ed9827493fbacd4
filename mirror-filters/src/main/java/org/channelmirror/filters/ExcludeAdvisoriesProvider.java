package org.channelmirror.filters;

import java.io.IOException;
import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Removal by security advisories in the OSV format, from files of yours: {@code exclude_advisories} names JSON files, each with an
 * advisory or a list of them, and folders, of which every {@code .json} file is read, at any depth. Nothing is fetched.
 *
 * <p>An advisory counts if it is not withdrawn, for what it says of the ecosystems {@code Conda}, {@code conda-forge} and
 * {@code PyPI}. A package is left out if its name is one of those affected, compared as Python's package index does ({@code -},
 * {@code _} and {@code .} are one), and its version is one of those listed or within a range of type {@code ECOSYSTEM} or
 * {@code SEMVER}: from {@code introduced} to before {@code fixed} or {@code limit}, or up to {@code last_affected}. Versions are
 * compared in conda's order. A beginning that cannot be read is the first version, and an end that cannot be read is none.
 * A package of conda may have another name than the same project in PyPI: such advisories are not found. Thread-safe.
 */
public final class ExcludeAdvisoriesProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ExcludeAdvisoriesProvider() {}

    @Override
    public List<String> keys() {
        return List.of("exclude_advisories");
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
    public PackageFilter create(FilterConfig config) throws IOException {
        return AdvisoriesFilter.of(config);
    }

    @Override
    public String fingerprint(FilterConfig config) throws IOException {
        return AdvisoryFiles.of(config).fingerprint();
    }
}
