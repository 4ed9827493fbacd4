package org.channelmirror.config;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.KeyedProvider;
import org.channelmirror.spi.SelectionRuleProvider;

/** Finds the filters that are installed. Thread-safe. */
public final class FilterProviders {

    private FilterProviders() {}

    /**
     * Every {@link FilterProvider} and {@link SelectionRuleProvider} that {@link ServiceLoader} finds by the thread's context class
     * loader.
     *
     * @return the providers, checked to be of this revision of the interface and without a key in common
     * @throws ConfigException if a provider cannot be loaded, was written for another revision, or claims another's key
     */
    public static List<KeyedProvider> installed() throws ConfigException {
        try {
            Stream<KeyedProvider> filters =
                    ServiceLoader.load(FilterProvider.class).stream().map(ServiceLoader.Provider::get);
            Stream<KeyedProvider> rules =
                    ServiceLoader.load(SelectionRuleProvider.class).stream().map(ServiceLoader.Provider::get);
            return checked(Stream.concat(filters, rules).toList());
        } catch (ServiceConfigurationError e) {
            throw new ConfigException(
                    ConfigProblem.ofFile("filters", "a filter cannot be loaded: " + e.getMessage()), e);
        }
    }

    static <T extends KeyedProvider> List<T> checked(List<T> providers) throws ConfigException {
        try {
            new FilterRegistry(providers);
            return providers;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(ConfigProblem.ofFile("filters", String.valueOf(e.getMessage())), e);
        }
    }
}
