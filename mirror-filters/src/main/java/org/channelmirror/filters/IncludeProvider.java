package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Exceptions by list: what {@code include} lists, by name, glob or match spec, comes back if a removal had left it out.
 * Thread-safe.
 */
public final class IncludeProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public IncludeProvider() {}

    @Override
    public List<String> keys() {
        return List.of("include", "whitelist");
    }

    @Override
    public FilterStage stage() {
        return FilterStage.EXCEPTION;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        return ListFilter.keeping(config);
    }
}
