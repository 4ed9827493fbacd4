package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of the original tools that mean something here. */
class OriginalKeysTest {

    @Test
    void destChannelIsTheAccount() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: r", "dest_channel: main");

        assertEquals(Optional.of(new AccountName("main")), definition.account());
        assertEquals(
                List.of("3:1: \"account\" means the same as \"dest_channel\" in line 2; keep one of them"),
                Configs.problems("channels: r", "dest_channel: main", "account: main"));
        assertEquals(
                List.of("2:1: \"dest_channel\" means the same as \"account\" in line 1; keep one of them"),
                Configs.problems("account: main", "dest_channel: main", "channels: r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "yes", "on"})
    void checksumsAreAlwaysVerified(String on) throws ConfigException {
        assertEquals(
                List.of(),
                Configs.parse("channels: r", "verify_checksum: " + on).warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "No", "OFF"})
    void notToVerifyIsRefusedWithTheReason(String off) {
        assertEquals(
                List.of(
                        "2:18: verify_checksum: every package is verified, so that the index never names a file with other"
                                + " bytes than it lists; remove the key"),
                Configs.problems("channels: r", "verify_checksum: " + off));
    }

    @Test
    void installersAreNotFetched() throws ConfigException {
        assertEquals(
                List.of(),
                Configs.parse("channels: r", "fetch_installers: false").warnings());
        assertEquals(
                List.of("2:19: fetch_installers: installers are not fetched yet; set it to false, which is the default"
                        + " here, or remove it"),
                Configs.problems("channels: r", "fetch_installers: true"));
        assertEquals(
                List.of("2:19: fetch_installers: expected true or false, not \"maybe\""),
                Configs.problems("channels: r", "fetch_installers: maybe"));
    }

    @Test
    void logLevelHasTheNamesOfTheOriginals() throws ConfigException {
        assertEquals(LogLevel.WARNING, Configs.parse("channels: r").logLevel());
        assertEquals(
                LogLevel.DEBUG, Configs.parse("channels: r", "log_level: debug").logLevel());
        assertEquals(
                List.of("2:12: log_level: \"loud\" is not one of debug, info, warning, error, critical"),
                Configs.problems("channels: r", "log_level: loud"));
    }
}
