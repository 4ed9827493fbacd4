package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * The closed list: what {@code only} does not list, by name, glob or match spec, is left out. Where a name is listed by match specs
 * alone, as {@code python 3.11.*}, its other packages are ruled out: what others need does not bring them back. Thread-safe.
 */
public final class OnlyProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OnlyProvider() {}

    @Override
    public List<String> keys() {
        return List.of("only", "pkg_list", "package_list");
    }

    @Override
    public FilterStage stage() {
        return FilterStage.CLOSED_LIST;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        if (config.values().isEmpty()) {
            throw new IllegalArgumentException("the list is empty, so nothing would be mirrored; list package names,"
                    + " or remove the key to mirror every package");
        }
        return ListFilter.closed(config);
    }
}
