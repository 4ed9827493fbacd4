package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Removal by list: what {@code exclude} lists, by name, glob or match spec, is left out unless an exception brings it back.
 * Thread-safe.
 */
public final class ExcludeProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ExcludeProvider() {}

    @Override
    public List<String> keys() {
        return List.of("exclude", "blacklist");
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
        return ListFilter.removing(config);
    }
}
