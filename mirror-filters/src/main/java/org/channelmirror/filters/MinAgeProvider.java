package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Removal of what is new: {@code 7d} leaves a package out until the channel has listed it for seven days. That counts from the
 * record's {@code indexed_timestamp}, else from the later of its {@code timestamp} and the first time that this mirror saw it. A
 * package without any date is too young. Thread-safe.
 */
public final class MinAgeProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MinAgeProvider() {}

    @Override
    public List<String> keys() {
        return List.of("min_age");
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
        return new MinAgeFilter(config);
    }
}
