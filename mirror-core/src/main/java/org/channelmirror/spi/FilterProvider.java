package org.channelmirror.spi;

import java.util.List;

/**
 * Makes filters from configuration, found by {@link java.util.ServiceLoader} under the keys it names. Thread-safe.
 */
public interface FilterProvider {

    /** The revision of this interface that {@link #apiRevision()} is compared with. */
    int API_REVISION = 1;

    /**
     * The keys of a configuration that belong to this provider; all of them mean the same, the first is the name that
     * documentation uses.
     *
     * @return at least one key
     */
    List<String> keys();

    /**
     * When its filters are asked.
     *
     * @return the stage
     */
    FilterStage stage();

    /**
     * The revision this provider was written for.
     *
     * @return {@link #API_REVISION} as it was at compile time
     */
    int apiRevision();

    /**
     * Makes a filter.
     *
     * @param config the value under the key
     * @return the filter
     * @throws IllegalArgumentException if the value makes no sense; the message says what is expected. The caller adds file and
     *     line.
     */
    PackageFilter create(FilterConfig config);
}
