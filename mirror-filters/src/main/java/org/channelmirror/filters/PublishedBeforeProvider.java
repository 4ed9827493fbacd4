package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * The time until when packages are mirrored: those published before that time, by {@code indexed_timestamp}, else by
 * {@code timestamp}. A date is its first moment in UTC, so that the day itself is left out. A package without a date is left out.
 * Nothing brings others back. Thread-safe.
 */
public final class PublishedBeforeProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PublishedBeforeProvider() {}

    @Override
    public List<String> keys() {
        return List.of("published_before");
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
    public void checkBeside(FilterConfig config, List<FilterConfig> others) {
        others.stream()
                .filter(other -> other.key().equals(PublishedAfterProvider.KEY))
                .forEach(after -> PublishedFilter.refuseEmpty(config, after));
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        return PublishedFilter.before(config);
    }
}
