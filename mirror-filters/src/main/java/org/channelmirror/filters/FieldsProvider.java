package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Removal by any field of a record: {@code fields} has globs by the names of fields, such as {@code build: "*_pypy*"}. A package is
 * left out if some value of one of the fields matches one of its globs as a whole; each line counts by itself. A field that a record
 * does not have matches nothing. Case does not matter in values. Thread-safe.
 */
public final class FieldsProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public FieldsProvider() {}

    @Override
    public List<String> keys() {
        return List.of("fields");
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
        return FieldsFilter.of(config);
    }
}
