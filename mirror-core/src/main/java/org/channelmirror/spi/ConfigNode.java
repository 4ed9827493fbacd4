package org.channelmirror.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value of a configuration as it was written, with where it stands: every scalar is text, so that 3.10 stays "3.10". Immutable
 * and thread-safe.
 */
public sealed interface ConfigNode {

    /**
     * Where the value begins.
     *
     * @return the place
     */
    Place place();

    /**
     * A place in a configuration, counted from 1.
     *
     * @param line the line
     * @param column the column
     */
    record Place(int line, int column) {

        /** For values that do not come from a file. */
        public static final Place NONE = new Place(0, 0);
    }

    /**
     * A plain value.
     *
     * @param text the text, with its variables expanded; empty where there is no value
     * @param place where it stands
     */
    record Scalar(String text, Place place) implements ConfigNode {

        /** Refuses nulls. */
        public Scalar {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(place, "place");
        }
    }

    /**
     * A list.
     *
     * @param items its members
     * @param place where it begins
     */
    record Sequence(List<ConfigNode> items, Place place) implements ConfigNode {

        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
            Objects.requireNonNull(place, "place");
        }
    }

    /**
     * Values by keys.
     *
     * @param members the values by their keys, in the order of the file
     * @param place where it begins
     */
    record Mapping(Map<String, ConfigNode> members, Place place) implements ConfigNode {

        /** Copies the map. */
        public Mapping {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            Objects.requireNonNull(place, "place");
        }
    }

    /**
     * The value's texts: of a list of plain values each one, of a plain value that one, of none nothing.
     *
     * @return the scalars in the order of the file
     * @throws InvalidConfigException if it is a map, or a list of anything but plain values
     */
    default List<Scalar> scalars() {
        if (this instanceof Scalar scalar) {
            return scalar.text().isEmpty() ? List.of() : List.of(scalar);
        }
        if (!(this instanceof Sequence sequence)) {
            throw new InvalidConfigException(this, "expected a plain value, or a list of plain values");
        }
        List<Scalar> scalars = new ArrayList<>();
        List<InvalidConfigException> others = new ArrayList<>();
        for (ConfigNode item : sequence.items()) {
            if (item instanceof Scalar scalar) {
                scalars.add(scalar);
            } else {
                others.add(new InvalidConfigException(item, "expected a plain value"));
            }
        }
        if (others.isEmpty()) {
            return scalars;
        }
        InvalidConfigException first = others.remove(0);
        others.forEach(first::addSuppressed);
        throw first;
    }
}
