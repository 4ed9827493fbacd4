package org.channelmirror.spi;

import java.io.IOException;
import java.util.List;

/**
 * Makes filters from configuration, found by {@link java.util.ServiceLoader} under the keys it names. Thread-safe.
 */
public non-sealed interface FilterProvider extends KeyedProvider {

    /**
     * When its filters are asked.
     *
     * @return the stage
     */
    FilterStage stage();

    /**
     * Makes a filter.
     *
     * @param config the value under the key
     * @return the filter
     * @throws InvalidConfigException if a part of the value makes no sense; the message says what is expected
     * @throws IllegalArgumentException if the whole of it does not
     * @throws java.io.IOException if a file that it names cannot be read
     */
    PackageFilter create(FilterConfig config) throws IOException;

    /**
     * Looks at what stands beside a filter in one configuration. Asked when each value by itself made a filter.
     *
     * @param config the value under the key
     * @param others the values under the keys of other filters
     * @throws InvalidConfigException if they make no sense together; the message names the line of the other value
     */
    default void checkBeside(FilterConfig config, List<FilterConfig> others) {}

    /**
     * What the answers depend on beside the value itself, such as the content of a file that it names: with another text every
     * package is decided again.
     *
     * @param config the value under the key
     * @return a text, by default an empty one
     * @throws java.io.IOException if a file that the value names cannot be read
     */
    default String fingerprint(FilterConfig config) throws IOException {
        return "";
    }
}
