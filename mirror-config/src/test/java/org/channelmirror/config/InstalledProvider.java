package org.channelmirror.config;

import java.util.List;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/** A plug-in that the service loader finds in the tests. */
public final class InstalledProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public InstalledProvider() {}

    @Override
    public List<String> keys() {
        return List.of("colour");
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
        return (record, now) -> Decision.accept();
    }
}
