package org.channelmirror.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.InvalidConfigException;
import org.jspecify.annotations.Nullable;

/** Goes over entries of a configuration: of several that make no sense each is told. */
final class Entries {

    private Entries() {}

    /** Takes an entry. */
    @FunctionalInterface
    interface Reading<E, X extends Exception> {

        void read(E entry) throws X;
    }

    /**
     * Takes each entry.
     *
     * @throws InvalidConfigException for the first that makes no sense; those for others are suppressed by it
     */
    static <E, X extends Exception> void forEach(Iterable<E> entries, Reading<E, X> reading) throws X {
        @Nullable InvalidConfigException first = null;
        for (E entry : entries) {
            try {
                reading.read(entry);
            } catch (InvalidConfigException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What each plain value of a list means. */
    static <T> List<T> of(ConfigNode value, Function<ConfigNode.Scalar, T> meaning) {
        List<T> all = new ArrayList<>();
        forEach(value.scalars(), entry -> all.add(meaning.apply(entry)));
        return all;
    }
}
