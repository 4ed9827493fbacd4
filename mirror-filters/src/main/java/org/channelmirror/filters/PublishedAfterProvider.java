package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * The time since when packages are mirrored: those published at that time or later, by {@code indexed_timestamp}, else by
 * {@code timestamp}. A date is its first moment in UTC. A package without a date is left out. Nothing brings others back.
 * Thread-safe.
 */
public final class PublishedAfterProvider implements FilterProvider {

    static final String KEY = "published_after";

    /** For {@link java.util.ServiceLoader}. */
    public PublishedAfterProvider() {}

    @Override
    public List<String> keys() {
        return List.of(KEY);
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
        return PublishedFilter.after(config);
    }
}
