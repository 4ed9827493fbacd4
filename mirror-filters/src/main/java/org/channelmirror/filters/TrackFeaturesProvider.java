package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Removal of packages that track features, which is how conda marked variants that nobody should get unasked: {@code true} removes
 * all of them, {@code false} none, and a list of features and globs those that track one of them. Case does not matter. Thread-safe.
 */
public final class TrackFeaturesProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public TrackFeaturesProvider() {}

    @Override
    public List<String> keys() {
        return List.of("track_features");
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
        return TrackFeaturesFilter.of(config);
    }
}
