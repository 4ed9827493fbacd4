package org.channelmirror.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private static final Map<String, FilterProvider> BY_MODERN_NAME = ServiceLoader.load(FilterProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .collect(Collectors.toMap(provider -> provider.keys().get(0), Function.identity()));

    @Test
    void theServiceLoaderFindsAllThree() throws Exception {
        assertEquals(
                Map.of(
                        "only", List.of("only", "pkg_list", "package_list"),
                        "exclude", List.of("exclude", "blacklist"),
                        "include", List.of("include", "whitelist")),
                BY_MODERN_NAME.values().stream()
                        .collect(Collectors.toMap(provider -> provider.keys().get(0), FilterProvider::keys)));
        assertTrue(BY_MODERN_NAME.values().stream()
                .allMatch(provider -> provider.apiRevision() == FilterProvider.API_REVISION));
    }

    @Test
    void theClosedListLeavesOutTheRest() throws Exception {
        PackageSelection selection = select(Map.of("pkg_list", List.of("dnspython", "shapely", "gdal")));

        assertEquals(Optional.empty(), reason(selection, "shapely"));
        assertEquals(Optional.of("not in pkg_list"), reason(selection, "numpy"));
        assertTrue(selection.descriptions().get(0).startsWith(FilterStage.CLOSED_LIST.name()));
    }

    /** The worked example of the original documentation: what is on both lists is kept. */
    @Test
    void theExceptionBringsBackWhatTheRemovalTook() throws Exception {
        PackageSelection selection = select(Map.of(
                "blacklist", List.of("accelerate", "astropy", "pygments"),
                "whitelist", List.of("accelerate")));

        assertEquals(Optional.empty(), reason(selection, "accelerate"));
        assertEquals(Optional.of("blacklist: astropy"), reason(selection, "astropy"));
        assertEquals(Optional.empty(), reason(selection, "numpy"));
    }

    @Test
    void theExceptionAloneRemovesNothing() throws Exception {
        assertEquals(Optional.empty(), reason(select(Map.of("include", List.of("accelerate"))), "numpy"));
    }

    @Test
    void anEmptyClosedListIsRefused() throws Exception {
        FilterProvider only = provider("only");
        FilterConfig config = FilterConfig.of("only", List.of());

        String message = assertThrows(IllegalArgumentException.class, () -> only.create(config))
                .getMessage();
        assertTrue(message.contains("nothing would be mirrored"), message);
    }

    private static PackageSelection select(Map<String, List<String>> settings) throws IOException {
        PackageSelection.Builder builder = PackageSelection.builder();
        for (Map.Entry<String, List<String>> setting : settings.entrySet()) {
            String key = setting.getKey();
            List<String> values = setting.getValue();
            FilterProvider provider = provider(key);
            builder.add(provider.stage(), key + ": " + values, provider.create(FilterConfig.of(key, values)));
        }
        return builder.build();
    }

    private static FilterProvider provider(String key) {
        return BY_MODERN_NAME.values().stream()
                .filter(provider -> provider.keys().contains(key))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> reason(PackageSelection selection, String name) {
        Decision decision = selection.decide(Records.named(name), Instant.EPOCH);
        return decision.isAccepted() ? Optional.empty() : decision.reason();
    }
}
