package org.channelmirror.internal.shards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.frames.Utf8Order;
import org.jspecify.annotations.Nullable;

/** The members of an object, sorted by the bytes of their names. Of a name that stands twice the last one counts. */
record Members(List<String> names, List<@Nullable Object> values) {

    /** The order of the names' UTF-8 bytes, which is that of their code points. */
    static final Comparator<String> NAMES = Utf8Order.TEXTS;

    static Members of(SortedMap<String, @Nullable Object> sorted) {
        return new Members(List.copyOf(sorted.keySet()), new ArrayList<>(sorted.values()));
    }

    /** Collects members, which mostly come sorted. */
    static final class Builder {

        private final List<String> names = new ArrayList<>();
        private final List<@Nullable Object> values = new ArrayList<>();
        private boolean isSorted = true;

        void add(String name, @Nullable Object value) {
            isSorted &= names.isEmpty() || NAMES.compare(names.get(names.size() - 1), name) < 0;
            names.add(name);
            values.add(value);
        }

        Members build() {
            if (isSorted) {
                return new Members(names, values);
            }
            SortedMap<String, @Nullable Object> sorted = new TreeMap<>(NAMES);
            for (int i = 0; i < names.size(); i++) {
                sorted.put(names.get(i), values.get(i));
            }
            return of(sorted);
        }
    }

    int size() {
        return names.size();
    }
}
