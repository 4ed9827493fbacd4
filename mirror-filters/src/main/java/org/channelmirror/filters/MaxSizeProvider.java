package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * The size that a package may have: {@code 500MB} is 500,000,000 bytes, {@code 500MiB} is 524,288,000, and a plain number is bytes.
 * One of exactly that size is kept, and so is one whose size is not listed. Nothing brings others back. Thread-safe.
 */
public final class MaxSizeProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MaxSizeProvider() {}

    @Override
    public List<String> keys() {
        return List.of("max_size");
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
        return new MaxSizeFilter(config);
    }
}
