package org.channelmirror.config;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.spi.ConfigNode;

/**
 * A setting as it is in force: after defaults, names and variables. Immutable and thread-safe; without secrets.
 *
 * @param key the key as the file has it, or as documentation has it where the file does not
 * @param value the value
 * @param place where the file has the key; {@link ConfigNode.Place#NONE} for a default
 * @param note what a person should know of it
 */
public record ConfigSetting(String key, ConfigNode value, ConfigNode.Place place, Optional<String> note) {

    /** Refuses nulls. */
    public ConfigSetting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(note, "note");
    }

    /**
     * Says whether the file does not have the key.
     *
     * @return true for a default
     */
    public boolean isDefault() {
        return place.equals(ConfigNode.Place.NONE);
    }

    /**
     * The value as one line.
     *
     * @return the text; of lists and maps in brackets
     */
    public String text() {
        return value instanceof ConfigNode.Scalar scalar ? scalar.text() : NodeText.of(value);
    }
}
