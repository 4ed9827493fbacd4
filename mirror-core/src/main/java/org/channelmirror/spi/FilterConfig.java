package org.channelmirror.spi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a configuration says under a filter's key. Immutable and thread-safe.
 *
 * @param key the key as the user wrote it, for messages and reasons
 * @param value the value
 * @param folder what relative paths in it are relative to
 */
public record FilterConfig(String key, ConfigNode value, Path folder) {

    /** Refuses nulls. */
    public FilterConfig {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(folder, "folder");
    }

    /**
     * A list of plain values that comes from no file.
     *
     * @param key the key
     * @param values the values' texts
     * @return the configuration
     */
    public static FilterConfig of(String key, List<String> values) {
        List<ConfigNode> items = new ArrayList<>();
        values.forEach(text -> items.add(new ConfigNode.Scalar(text, ConfigNode.Place.NONE)));
        return new FilterConfig(key, new ConfigNode.Sequence(items, ConfigNode.Place.NONE), Path.of(""));
    }

    /**
     * The texts of a value that is a list of plain values, or one of them.
     *
     * @return the texts
     * @throws InvalidConfigException if it is anything else
     */
    public List<String> values() {
        return value.scalars().stream().map(ConfigNode.Scalar::text).toList();
    }

    /**
     * The one plain value.
     *
     * @return the value
     * @throws InvalidConfigException if it is anything else, or empty
     */
    public ConfigNode.Scalar scalar() {
        if (value instanceof ConfigNode.Scalar scalar && !scalar.text().isEmpty()) {
            return scalar;
        }
        throw new InvalidConfigException(value, "expected one plain value");
    }
}
