package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * The minor versions of Python that packages are mirrored for, such as {@code 3.11}. A package goes when none of them satisfies
 * what it depends on of {@code python} and {@code python_abi}; a minor version satisfies a spec if some version of it does. Packages
 * of the name {@code python} go by their own version. Packages of noarch stay, and so do those that depend on neither. Nothing
 * brings others back. Thread-safe.
 */
public final class PythonVersionsProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PythonVersionsProvider() {}

    @Override
    public List<String> keys() {
        return List.of("python_versions");
    }

    @Override
    public FilterStage stage() {
        return FilterStage.LIMIT;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        return PythonVersionsFilter.of(config);
    }
}
