package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/** The formats of packages that are mirrored: {@code conda}, {@code tar.bz2} or both. Nothing brings others back. Thread-safe. */
public final class FormatsProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public FormatsProvider() {}

    @Override
    public List<String> keys() {
        return List.of("formats");
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
        return FormatsFilter.of(config);
    }
}
