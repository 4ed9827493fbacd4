package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    @Test
    void theServiceLoaderFindsAllInTheirStages() {
        Map<String, List<String>> expected = new TreeMap<>(Map.of(
                "CLOSED_LIST", List.of("only", "package_list", "pkg_list"),
                "EXCEPTION", List.of("include", "whitelist"),
                "LIMIT", List.of("formats", "max_size", "published_after", "published_before", "python_versions"),
                "REMOVAL",
                        List.of(
                                "blacklist",
                                "exclude",
                                "exclude_advisories",
                                "exclude_licenses",
                                "fields",
                                "license_blacklist",
                                "min_age",
                                "only_licenses",
                                "track_features")));
        Map<String, List<String>> found = new TreeMap<>();
        for (FilterStage stage : FilterStage.values()) {
            found.put(
                    stage.name(),
                    ServiceLoader.load(FilterProvider.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(provider -> provider.stage() == stage)
                            .flatMap(provider -> provider.keys().stream())
                            .sorted()
                            .toList());
        }
        assertEquals(expected, found);
    }

    @Test
    void theClosedListLeavesOutTheRest() {
        PackageSelection selection = select(Map.of("pkg_list", List.of("dnspython", "shapely", "gdal")));

        assertEquals(KEPT, decide(selection, Records.named("shapely")));
        assertEquals("not in pkg_list", decide(selection, Records.named("numpy")));
    }

    /** A worked example of the original documentation: what is on both lists is kept. */
    @Test
    void theExceptionBringsBackWhatTheRemovalTook() {
        PackageSelection selection = select(Map.of(
                "blacklist", List.of("accelerate", "astropy", "pygments"),
                "whitelist", List.of("accelerate")));

        assertEquals(KEPT, decide(selection, Records.named("accelerate")));
        assertEquals("blacklist: astropy", decide(selection, Records.named("astropy")));
        assertEquals(KEPT, decide(selection, Records.named("numpy")));
    }

    /** An urgent fix passes the age by an exception, but never a limit. */
    @Test
    void theExceptionPassesTheAgeAndNoLimit() {
        PackageSelection selection = select(Map.of(
                "min_age", List.of("7d"),
                "max_size", List.of("10MB"),
                "include", List.of("openssl 3.0.15")));
        PackageRecord small = Records.linux("'name':'openssl','version':'3.0.15','size':10");
        PackageRecord large = Records.linux("'name':'openssl','version':'3.0.15','size':10000001");

        assertEquals(KEPT, decide(selection, small));
        assertEquals("max_size: more than 10MB", decide(selection, large));
    }

    @Test
    void whatTheFiltersLookAtIsTold() {
        PackageSelection selection = select(Map.of(
                "license_blacklist", List.of("GPL3"),
                "max_size", List.of("10MB")));

        assertEquals(
                List.of("no size is listed", "license \"GPL (>= 2)\" (GPL3), license_family \"GPL2\" (GPL2)"),
                selection.explain(Records.licensed("GPL (>= 2)", "GPL2")));
    }

    @Test
    void theExceptionAloneRemovesNothing() {
        assertEquals(KEPT, decide(select(Map.of("include", List.of("accelerate"))), Records.named("numpy")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"only", "only_licenses", "formats", "python_versions", "exclude_advisories", "track_features"})
    void aListThatWouldMeanNothingIsRefused(String key) {
        FilterConfig config = FilterConfig.of(key, List.of());

        String message = assertThrows(IllegalArgumentException.class, () -> Filters.create(config))
                .getMessage();
        assertTrue(message.matches("the list is empty, so nothing would be mirrored; .*|expected .*"), message);
    }

    private static String decide(PackageSelection selection, PackageRecord record) {
        return reason(selection.decide(record, Filters.NOW));
    }
}
