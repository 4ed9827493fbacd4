package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.channelmirror.hooks.HookCommand;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookReaderTest {

    private static HookCommand hook(String... lines) throws ConfigException {
        String[] all = new String[lines.length + 1];
        all[0] = "channels: r";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return Configs.parse(all).beforePublish().orElseThrow();
    }

    @Test
    void aLineIsForTheShellWithItsOwnVariables() throws ConfigException {
        assertEquals(
                new HookCommand(
                        List.of("sh", "-c", "scan \"$file\" ${TOKEN} <INPUT"),
                        Configs.WORKING_DIRECTORY,
                        Duration.ofMinutes(10)),
                hook("before_publish: scan \"$file\" ${TOKEN} <INPUT"));
    }

    @Test
    void aListIsTheWordsOfACommand() throws ConfigException {
        assertEquals(
                List.of("/mnt/usb/scan", "a b", "3.10"),
                hook("before_publish: [$ARCHIVE/scan, a b, 3.10]").words());
    }

    @ParameterizedTest
    @CsvSource({"30s, 30", "10m, 600", "5 min, 300", "2h, 7200", "1 d, 86400"})
    void aMapHasATimeoutToo(String timeout, long seconds) throws ConfigException {
        HookCommand hook = hook("before_publish:", "  command: [scan]", "  timeout: " + timeout);
        assertEquals(List.of("scan"), hook.words());
        assertEquals(Duration.ofSeconds(seconds), hook.timeout());
        assertEquals(
                List.of("sh", "-c", "scan $x"),
                hook("before_publish:", "  command: scan $x").words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "0s", "soon", "-1m", "1.5h", "9999999s"})
    void otherTimesAreRefused(String timeout) {
        assertEquals(
                List.of("4:12: before_publish: expected a time such as 30s, 10m or 2h, not \"" + timeout + "\""),
                Configs.problems("channels: r", "before_publish:", "  command: x", "  timeout: " + timeout));
    }

    @Test
    void mistakesSayWhereTheyAre() {
        assertEquals(
                List.of(
                        "2:1: before_publish: \"command\" is missing",
                        "3:3: before_publish: unknown key \"comand\"; it has \"command\" and \"timeout\""),
                Configs.problems("channels: r", "before_publish:", "  comand: x"));
        assertEquals(
                List.of("2:1: \"before_publish\" is empty; list the program and its arguments"),
                Configs.problems("channels: r", "before_publish: []"));
        assertEquals(
                List.of("2:12: on_finish: a command begins with a program"),
                Configs.problems("channels: r", "on_finish: ' '"));
        assertEquals(1, Configs.problems("channels: r", "on_finish:").size());
        assertEquals(1, Configs.problems("channels: r", "on_finish: [$NOWHERE]").size());
        assertEquals(
                1,
                Configs.problems("channels: r", "on_finish: {command: {a: b}}").size());
    }

    @Test
    void theRequestHasTheGateAndNothingShowsTheWords() throws ConfigException {
        MirrorDefinition definition =
                Configs.parse("channels: r", "before_publish: scan --key s3cret", "on_finish: mail s3cret");
        assertTrue(definition
                .syncRequest(new InMemoryStorage())
                .build()
                .beforePublish()
                .isPresent());
        assertFalse(definition.toString().contains("s3cret"), definition.toString());
        assertEquals(
                Optional.empty(),
                Configs.parse("channels: r")
                        .syncRequest(new InMemoryStorage())
                        .build()
                        .beforePublish());
    }
}
