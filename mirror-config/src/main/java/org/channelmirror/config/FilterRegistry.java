package org.channelmirror.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.spi.KeyedProvider;

/** Filter providers by their keys, checked once. */
final class FilterRegistry {

    private final Map<String, KeyedProvider> byKey;

    /**
     * @throws IllegalArgumentException if a provider was written for another revision of the interface, or a key is taken
     */
    FilterRegistry(Collection<? extends KeyedProvider> providers) {
        Map<String, KeyedProvider> byKey = new HashMap<>();
        for (KeyedProvider provider : providers) {
            String name = provider.getClass().getName();
            if (provider.apiRevision() != KeyedProvider.API_REVISION) {
                throw new IllegalArgumentException("the filter " + name + " was written for revision "
                        + provider.apiRevision() + " of the filter interface, and this is revision "
                        + KeyedProvider.API_REVISION + ": use a version of it that fits");
            }
            for (String key : provider.keys()) {
                if (ConfigKeys.BUILT_IN.contains(key)) {
                    throw new IllegalArgumentException(
                            "the filter " + name + " claims the key \"" + key + "\", which is not a filter's");
                }
                KeyedProvider other = byKey.putIfAbsent(key, provider);
                if (other != null) {
                    throw new IllegalArgumentException("the filters "
                            + other.getClass().getName() + " and " + name + " both claim the key \"" + key
                            + "\": remove one of them");
                }
            }
        }
        this.byKey = Map.copyOf(byKey);
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    Optional<KeyedProvider> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
