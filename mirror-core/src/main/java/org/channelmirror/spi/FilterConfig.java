package org.channelmirror.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a configuration says under a filter's key. Immutable and thread-safe.
 *
 * @param key the key as the user wrote it, for messages and reasons
 * @param values the values' texts as written; a scalar is a list of one
 */
public record FilterConfig(String key, List<String> values) {

    /** Copies the list. */
    public FilterConfig {
        Objects.requireNonNull(key, "key");
        values = List.copyOf(values);
    }
}
