package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterStage;
import org.junit.jupiter.api.Test;

/** What is in force, as people see it. */
class InForceTest {

    /** Each setting as {@code value @line}. */
    private static Map<String, String> shown(MirrorDefinition definition) {
        Map<String, String> shown = new LinkedHashMap<>();
        definition
                .settings()
                .forEach(setting -> shown.put(
                        setting.key(), setting.text() + " @" + setting.place().line()));
        return shown;
    }

    @Test
    void everyDefaultIsShown() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: conda-forge");

        assertEquals(
                "{channels=[\"https://conda.anaconda.org/conda-forge/\"] @1,"
                        + " channel_alias=https://conda.anaconda.org/ @0, url_mapping=none @0,"
                        + " platforms=all that the channels have @0, account=anaconda @0, mirror_dir=./mirror @0,"
                        + " max_parallel=8 @0, max_retries=5 @0, credentials=the environment's, then ~/.netrc @0,"
                        + " api_token=none @0, proxy_servers=the environment's @0, ssl_verify=true @0,"
                        + " bandwidth_limit=none @0, min_free_space=0 @0, removed_upstream=hide @0, unmatched=keep @0,"
                        + " replaced_upstream=follow @0, max_shrink=10 % and 50 packages @0, grace_period=24h @0,"
                        + " channel_priority=flexible @0, require_closed=false @0, index_formats=[shards, zst, json] @0, before_publish=none @0,"
                        + " on_finish=none @0, visibility=public @0,"
                        + " log_level=warning @0, log_dir=none @0, fetch_installers=false @0,"
                        + " verify_checksum=true @0}",
                shown(definition).toString());
        assertTrue(definition.settings().stream()
                .filter(setting -> setting.key().equals("fetch_installers"))
                .findFirst()
                .flatMap(ConfigSetting::note)
                .orElse("")
                .contains("here none are fetched"));
    }

    @Test
    void namesVariablesAndAliasesAreWhatTheyStandFor() throws ConfigException {
        Map<String, String> shown = shown(Configs.parse(
                "channels: [r, 'file://$ARCHIVE/x']",
                "platforms: Linux-64",
                "dest_channel: main",
                "mirror_dir: here",
                "removed_upstream: KEEP",
                "blacklist: [a, $TOKEN]",
                "url_mapping: {https://conda.anaconda.org/r: /srv/r}"));

        assertEquals("[\"file:///srv/r/\", \"file:///mnt/usb/x/\"] @1", shown.get("channels"));
        assertEquals("[noarch, linux-64] @2", shown.get("platforms"));
        assertEquals("main @3", shown.get("dest_channel"));
        assertFalse(shown.containsKey("account"));
        assertEquals("/work dir/here @4", shown.get("mirror_dir"));
        assertEquals("keep @5", shown.get("removed_upstream"));
        assertEquals("[a, abc-123] @6", shown.get("blacklist"));
        assertEquals("{\"https://conda.anaconda.org/r\": /srv/r} @7", shown.get("url_mapping"));
    }

    @Test
    void secretsAreNotShown() throws ConfigException {
        ConfigLoader loader = new ConfigLoader(
                List.of(TestProvider.of(FilterStage.LIMIT, "my_token"), TestProvider.of(FilterStage.LIMIT, "other")),
                Map.of(),
                Configs.WORKING_DIRECTORY);
        MirrorDefinition definition = loader.parse("c.yaml", """
                channels: [https://user:geheim@host/t/geheim/x, t/geheim/y]
                my_token: geheim
                other: https://host/t/geheim/z
                url_mapping: {https://a: 'https://me:geheim@b'}
                """);

        assertFalse(definition.settings().toString().contains("geheim"), definition.settings()::toString);
        assertEquals("******** @2", shown(definition).get("my_token"));
    }

    @Test
    void aDefaultHasNoPlace() throws ConfigException {
        for (ConfigSetting setting : Configs.parse("channels: r").settings()) {
            assertEquals(!setting.key().equals("channels"), setting.isDefault(), setting.key());
        }
        ConfigSetting one = new ConfigSetting(
                "x", new ConfigNode.Scalar("a, b", ConfigNode.Place.NONE), ConfigNode.Place.NONE, Optional.empty());
        assertEquals("a, b", one.text());
    }
}
