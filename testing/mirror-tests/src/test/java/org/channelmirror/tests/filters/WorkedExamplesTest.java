package org.channelmirror.tests.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.FilterProviders;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spi.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that the original documentation works out, and the order in which it says that lists are looked at. */
class WorkedExamplesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEPT = "kept";

    @Test
    void readlineIsKeptAlthoughItsFamilyIsListed() throws ConfigException {
        PackageSelection selection = packages("license_blacklist: [GPL2, GPL3]", "whitelist: [readline]");

        assertEquals(KEPT, decide(selection, licensed("readline", "GPL-3.0", "GPL3")));
        assertEquals("license_blacklist: GPL3", decide(selection, licensed("bash", "GPL-3.0", "GPL3")));
        assertEquals("license_blacklist: GPL2", decide(selection, licensed("git", "GPL v2", "GPL2")));
        assertEquals(KEPT, decide(selection, licensed("zlib", "zlib", "Other")));
    }

    @Test
    void aNameBesideAFamilyRemovesBoth() throws ConfigException {
        PackageSelection selection = packages("license_blacklist: [GPL2]", "blacklist: [pyqt]");

        assertEquals("blacklist: pyqt", decide(selection, licensed("pyqt", "Commercial", "Proprietary")));
        assertEquals("license_blacklist: GPL2", decide(selection, licensed("git", "GPL v2", "GPL2")));
        assertEquals(KEPT, decide(selection, licensed("bash", "GPL-3.0", "GPL3")));
    }

    @Test
    void accelerateIsOnBothListsAndKept() throws ConfigException {
        PackageSelection selection = packages("blacklist: [accelerate, astropy, pygments]", "whitelist: [accelerate]");

        assertEquals(KEPT, decide(selection, licensed("accelerate", "Commercial", "Proprietary")));
        assertEquals("blacklist: astropy", decide(selection, licensed("astropy", "BSD", "BSD")));
        assertEquals("blacklist: pygments", decide(selection, licensed("pygments", "BSD", "BSD")));
        assertEquals(KEPT, decide(selection, licensed("numpy", "BSD", "BSD")));
    }

    @Test
    void threePackagesOfOnePlatform() throws ConfigException {
        MirrorDefinition definition = load("platforms: [linux-64]", "pkg_list: [dnspython, shapely, gdal]");

        assertEquals(
                Optional.of(List.of(Subdir.NOARCH, new Subdir("linux-64"))),
                definition.subdirs().subdirs());
        for (String name : List.of("dnspython", "shapely", "gdal")) {
            assertEquals(KEPT, decide(definition.packages(), licensed(name, "BSD", "BSD")));
        }
        assertEquals("not in pkg_list", decide(definition.packages(), licensed("numpy", "BSD", "BSD")));
    }

    @Test
    void theOrderInTheFileMakesNoDifference() throws ConfigException {
        PackageSelection selection = packages("whitelist: readline", "blacklist: readline", "license_blacklist: gpl");

        assertEquals(KEPT, decide(selection, licensed("readline", "GPL-3.0", "GPL3")));
        assertEquals("license_blacklist: gpl", decide(selection, licensed("bash", "GPL", "GPL")));
    }

    @Test
    void oneValueIsAListAndItsTextCounts() throws ConfigException {
        PackageSelection selection =
                packages("python_versions: 3.10", "license_blacklist: GPL", "track_features: true");

        assertEquals(KEPT, decide(selection, python("3.10.14")));
        assertEquals("python_versions: fits none of 3.10", decide(selection, python("3.1.5")));
    }

    @Test
    void limitsAreNotOverridden() throws ConfigException {
        PackageSelection selection = packages("python_versions: ['2.7', '3.6']", "whitelist: [python]");

        assertEquals("python_versions: fits none of 2.7, 3.6", decide(selection, python("3.7.0")));
        assertEquals(KEPT, decide(selection, python("2.7.18")));
    }

    @ParameterizedTest
    @CsvSource({"blacklist", "whitelist", "license_blacklist", "exclude", "include", "exclude_licenses"})
    void theClosedListStandsAlone(String other) {
        ConfigException e = assertThrows(ConfigException.class, () -> load("pkg_list: [a]", other + ": [MIT]"));

        assertEquals(
                "c.yaml:3:1: \"" + other
                        + "\" cannot stand together with \"pkg_list\" in line 2: \"pkg_list\" is already"
                        + " the whole list; keep one of them",
                e.problems().get(0).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "min_age: soon @ 2:10: min_age: \"soon\" is not a duration; write such as 7d, 36h, 2w or 30m (minutes)",
                "license_blacklist: [MIT, GPLv3] @ 2:26: license_blacklist: \"GPLv3\" is no licence family, SPDX"
                        + " identifier or glob; did you mean \"GPL3\"?",
                "fields: {license: []} @ 2:19: fields: \"license\" has no glob; give one, or remove the line",
                "formats: [zip] @ 2:11: formats: \"zip\" is not a package format; write conda or tar.bz2",
            })
    void aMistakeIsNamedWhereItStands(String line, String problem) {
        ConfigException e = assertThrows(ConfigException.class, () -> load(line));

        assertEquals("c.yaml:" + problem, e.problems().get(0).toString());
    }

    private static MirrorDefinition load(String... lines) throws ConfigException {
        return new ConfigLoader(FilterProviders.installed(), Map.of(), Path.of("/"))
                .parse("c.yaml", "channels: conda-forge\n" + String.join("\n", lines));
    }

    private static PackageSelection packages(String... lines) throws ConfigException {
        return load(lines).packages();
    }

    private static String decide(PackageSelection selection, PackageRecord record) {
        Decision decision = selection.decide(record, NOW);
        return decision.isAccepted() ? KEPT : decision.reason().orElseThrow();
    }

    private static PackageRecord licensed(String name, String license, String family) {
        return record(name, "1.0", ",\"license\":\"" + license + "\",\"license_family\":\"" + family + "\"");
    }

    private static PackageRecord python(String version) {
        return record("python", version, "");
    }

    private static PackageRecord record(String name, String version, String members) {
        return RawRecord.parse(
                new Subdir("linux-64"),
                null,
                new PackageFileName(name + "-" + version + "-0.conda"),
                "{\"name\":\"" + name + "\",\"version\":\"" + version + "\",\"build\":\"0\"" + members + "}");
    }
}
