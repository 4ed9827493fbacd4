package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.spi.FilterStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeysTest {

    @ParameterizedTest
    @CsvSource({
        "platfroms, platforms",
        "Channels, channels",
        "max-parallel, max_parallel",
        "blaklist, blacklist",
        "python_version, python_versions",
        "mirrors_dir, mirror_dir",
    })
    void anUnknownKeyNamesTheNearest(String written, String nearest) {
        assertEquals(
                "2:1: unknown key \"" + written + "\"; did you mean \"" + nearest + "\"?",
                Configs.problems("channels: r", written + ": x").get(0));
    }

    @Test
    void aKeyThatIsFarFromAllListsThem() {
        String problem = Configs.problems("channels: r", "  ", "weather: fine").get(0);

        assertTrue(problem.startsWith("3:1: unknown key \"weather\"; the nearest is \""), problem);
        assertTrue(problem.contains("all are account, blacklist, channel_alias, channels, exclude,"), problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remote_url",
                "python_versions",
                "license_blacklist",
                "fetch_installers",
                "accounts",
                "account_mapping",
                "dest_channel",
                "verify_checksum",
                "log_dir",
                "log_level",
                "api_token",
                "channel_priority",
                "specs_from",
                "mode",
                "prefetch",
                "index_formats",
                "max_shrink",
                "grace_period",
                "bandwidth_limit",
                "min_free_space",
                "proxy_servers",
                "ssl_verify",
                "credentials",
                "visibility",
                "cache_size",
                "installers",
                "redirect",
                "before_publish",
                "on_finish",
                "mirrors",
                "formats",
                "max_size",
                "published_after",
                "published_before",
                "exclude_licenses",
                "only_licenses",
                "fields",
                "track_features",
                "min_age",
                "exclude_advisories"
            })
    void whatIsNotBuiltYetIsNotPassedOverInSilence(String key) {
        assertEquals(
                List.of("2:1: \"" + key + "\" is not supported yet; remove it to go on without"),
                Configs.problems("channels: r", key + ": x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_domain", "access", "dest_site", "delta"})
    void whatHasNoMeaningHereIsAWarningThatSaysWhy(String key) throws ConfigException {
        List<MirrorWarning> warnings = Configs.parse("channels: r", key + ": x").warnings();

        assertEquals(1, warnings.size());
        assertEquals("c.yaml:2:1", warnings.get(0).subject());
        assertTrue(warnings.get(0).message().startsWith("\"" + key + "\" has no effect: "));
    }

    @Test
    void aKeyThatStandsTwiceNamesBothLines() {
        assertEquals(
                List.of("3:1: \"channels\" stands here again, first in line 1; keep one of them"),
                Configs.problems("channels: r", "account: r", "channels: s"));
    }

    @Test
    void aKeyThatIsNotAWordIsRefused() {
        assertEquals(
                List.of("2:3: a key is a plain word, such as \"channels\""),
                Configs.problems("channels: r", "? [a]", ": b"));
    }

    @Test
    void aPlugInMayBringAKeyThatIsNotBuiltYet() throws ConfigException {
        ConfigLoader loader =
                new ConfigLoader(List.of(TestProvider.of(FilterStage.LIMIT, "max_size")), Map.of(), Path.of("/"));

        assertEquals(
                List.of("LIMIT max_size: [1 GB]"),
                loader.parse("c.yaml", "{channels: r, max_size: 1 GB}")
                        .packages()
                        .descriptions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"only", "pkg_list", "package_list", "exclude", "blacklist", "include", "whitelist", "newest"})
    void aFilterThatIsNotInstalledIsNamed(String key) {
        ConfigLoader loader = new ConfigLoader(List.of(), Map.of(), Path.of("/"));

        ConfigException e =
                assertThrows(ConfigException.class, () -> loader.parse("c.yaml", "channels: r\n" + key + ": x"));
        assertEquals(
                "c.yaml:2:1: \"" + key + "\" needs a filter that is not installed: add mirror-filters",
                e.problems().get(0).toString());
    }
}
