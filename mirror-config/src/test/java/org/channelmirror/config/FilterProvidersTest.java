package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.KeyedProvider;
import org.junit.jupiter.api.Test;

class FilterProvidersTest {

    @Test
    void theServiceLoaderFindsPlugIns() throws ConfigException {
        List<KeyedProvider> installed = FilterProviders.installed();

        assertEquals(List.of("colour"), installed.get(0).keys());
        ConfigLoader loader = new ConfigLoader(installed, Map.of(), Path.of("/"));
        assertEquals(
                List.of("LIMIT colour: red"),
                loader.parse("c.yaml", "{channels: r, colour: red}").packages().descriptions());
    }

    @Test
    void anotherRevisionIsRefused() {
        String message = refusal(new TestProvider(FilterStage.LIMIT, 99, List.of("colour")));

        assertTrue(message.contains("TestProvider was written for revision 99 of the filter interface"), message);
        assertTrue(message.contains("this is revision " + FilterProvider.API_REVISION), message);
    }

    @Test
    void aKeyHasOneProvider() {
        String message =
                refusal(TestProvider.of(FilterStage.LIMIT, "a", "b"), TestProvider.of(FilterStage.REMOVAL, "c", "b"));

        assertTrue(message.contains("both claim the key \"b\""), message);
    }

    @Test
    void theKeysOfTheConfigurationItselfAreNotForFilters() {
        assertTrue(refusal(TestProvider.of(FilterStage.LIMIT, "channels")).contains("claims the key \"channels\""));
    }

    private static String refusal(FilterProvider... providers) {
        List<FilterProvider> list = List.of(providers);
        assertThrows(IllegalArgumentException.class, () -> new ConfigLoader(list, Map.of(), Path.of("/")));
        return String.valueOf(assertThrows(ConfigException.class, () -> FilterProviders.checked(list))
                .getMessage());
    }
}
