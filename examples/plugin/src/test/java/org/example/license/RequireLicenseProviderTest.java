package org.example.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.FilterProviders;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.testkit.filters.PackageFilterContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RequireLicenseProviderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** What every filter has to keep to. */
    @Nested
    class Contract extends PackageFilterContract {

        @Override
        protected FilterProvider provider() {
            return new RequireLicenseProvider();
        }

        @Override
        protected List<FilterConfig> configs() {
            return List.of(config("true"), config("false"));
        }

        private FilterConfig config(String value) {
            FilterConfig list = FilterConfig.of("require_license", List.of(value));
            return new FilterConfig("require_license", list.value().scalars().get(0), Path.of(""));
        }
    }

    @Test
    void aConfigurationMayUseTheKey() throws ConfigException {
        PackageSelection selection = selection("require_license: true", "include: [old]");

        assertTrue(selection.decide(record("a", ",\"license\":\"MIT\""), NOW).isAccepted());
        Decision without = selection.decide(record("a", ""), NOW);
        assertEquals(Optional.of("require_license: none is listed"), without.reason());
        assertEquals(2, without.place().line());
        assertTrue(selection.decide(record("old", ""), NOW).isAccepted());
    }

    @Test
    void aMistakeIsNamedWithItsPlace() {
        ConfigException e = assertThrows(ConfigException.class, () -> selection("require_license: perhaps"));

        assertEquals(
                "c.yaml:2:18: require_license: expected true or false",
                e.problems().get(0).toString());
    }

    private static PackageSelection selection(String... lines) throws ConfigException {
        return new ConfigLoader(FilterProviders.installed(), Map.of(), Path.of("/"))
                .parse("c.yaml", "channels: conda-forge\n" + String.join("\n", lines))
                .packages();
    }

    private static PackageRecord record(String name, String members) {
        return RawRecord.parse(
                new Subdir("linux-64"),
                null,
                new PackageFileName(name + "-1-0.conda"),
                "{\"name\":\"" + name + "\"" + members + "}");
    }
}
