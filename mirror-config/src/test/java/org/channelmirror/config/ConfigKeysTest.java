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
        for (String key : List.of("foo", "x", "weather", "acess_of")) {
            String[] parts =
                    Configs.problems("channels: r", key + ": 1").get(0).split("\"; the nearest is \"|\", all are ");
            assertTrue(List.of(parts[2].split(", ")).contains(parts[1]), () -> String.join("; ", parts));
        }
        assertTrue(
                problem.contains(
                        "all are account, account_mapping, accounts, api_token, bandwidth_limit, before_publish, blacklist, channel_alias,"
                                + " channel_priority, channels, credentials, dest_channel, exclude,"),
                problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode", "prefetch", "cache_size", "installers", "redirect"})
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
                List.of("LIMIT max_size: 1 GB"),
                loader.parse("c.yaml", "{channels: r, max_size: 1 GB}")
                        .packages()
                        .descriptions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "only",
                "pkg_list",
                "blacklist",
                "whitelist",
                "license_blacklist",
                "python_versions",
                "fields",
                "newest",
                "dependencies"
            })
    void aFilterThatIsNotInstalledIsNamed(String key) {
        ConfigLoader loader = new ConfigLoader(List.of(), Map.of(), Path.of("/"));

        ConfigException e =
                assertThrows(ConfigException.class, () -> loader.parse("c.yaml", "channels: r\n" + key + ": x"));
        assertEquals(
                "c.yaml:2:1: \"" + key + "\" needs a filter that is not installed: add mirror-filters",
                e.problems().get(0).toString());
    }
}
