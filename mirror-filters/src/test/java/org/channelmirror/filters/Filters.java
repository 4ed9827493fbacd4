package org.channelmirror.filters;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Makes filters for tests by their keys, as a configuration does. */
final class Filters {

    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    static final String KEPT = "kept";

    private Filters() {}

    static FilterProvider provider(String key) {
        return ServiceLoader.load(FilterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.keys().contains(key))
                .findFirst()
                .orElseThrow();
    }

    /** What a configuration says: of one value the value, of several a list. */
    static FilterConfig config(String key, List<String> values) {
        FilterConfig list = FilterConfig.of(key, values);
        return values.size() == 1 ? new FilterConfig(key, list.value().scalars().get(0), list.folder()) : list;
    }

    static PackageFilter filter(String key, String... values) {
        return create(config(key, List.of(values)));
    }

    static PackageFilter create(FilterConfig config) {
        try {
            return provider(config.key()).create(config);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is said to values that are refused, and that it is said of one of them. */
    static String refusal(String key, String... values) {
        FilterConfig config = config(key, List.of(values));
        return assertThrows(InvalidConfigException.class, () -> provider(key).create(config))
                .getMessage();
    }

    /** The reason why a record is left out, or {@link #KEPT}. */
    static String reason(PackageFilter filter, PackageRecord record) {
        return reason(filter.test(record, NOW));
    }

    static String reason(Decision decision) {
        return decision.isAccepted() ? KEPT : decision.reason().orElseThrow();
    }

    static PackageSelection select(Map<String, List<String>> settings) {
        PackageSelection.Builder builder = PackageSelection.builder();
        settings.forEach(
                (key, values) -> builder.add(provider(key).stage(), key + ": " + values, create(config(key, values))));
        return builder.build();
    }
}
