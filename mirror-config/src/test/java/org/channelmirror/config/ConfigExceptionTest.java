package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigExceptionTest {

    @Test
    void allProblemsAreToldInTheOrderOfTheFileWithTheFirstLine() {
        ConfigException e = Configs.fails(
                "channels: [https://conda.anaconda.org/r]",
                "  ",
                "platfroms:",
                "  - linux-64",
                "account: A",
                "delat: 1");

        assertEquals("""
                c.yaml:3:1: unknown key "platfroms"; did you mean "platforms"?
                    platfroms:
                c.yaml:5:10: account: "A" is not an account name: use lower-case letters, digits, "_", "." and "-",\
                 at most 128, and not "t"
                c.yaml:6:1: unknown key "delat"; did you mean "delta"?""", e.getMessage());
        assertEquals("c.yaml", e.subject());
        assertFalse(e.isRetryable());
    }

    @Test
    void problemsAreSortedByLineAndThenByColumn() {
        ConfigProblem a = new ConfigProblem("f", 2, 9, "a");
        ConfigProblem b = new ConfigProblem("f", 10, 1, "b");
        ConfigProblem c = new ConfigProblem("f", 2, 1, "c");

        assertEquals(List.of(c, a, b), new ConfigException(List.of(a, b, c), "").problems());
    }

    @Test
    void theLineHidesSecrets() {
        assertHides("https://user:geheim@host/x: y", "geheim");
        assertHides("chanels: [https://conda.anaconda.org/t/geheim/x]", "geheim");
        assertHides("chanels: [t/geheim/x]", "geheim");
        assertHides("api_token: geheim", "geheim");
        assertHides("x: {password: \"ge heim\"}", "heim");
    }

    @Test
    void nothingUnderAKeyForSecretsIsShown() {
        assertHides("channels: r\ncredentials:\n  h: {bearer: [geheim]}", "geheim");
        assertHides("channels: r\ncredentials:\n  h:\n    pasword: geheim", "geheim");
        assertHides("channels: r\ncredentials:\n  h:\n    - geheim", "geheim");
        assertHides("channels: r\ncredentials: geheim", "geheim");
        assertHides("channels: r\ncredentials: {geheim: {bearer: x, user: y}}", "geheim");
        assertHides("channels: r\ncredentials: {h: {bearer: 'ge heim'}}", "heim");
        assertHides("channels: r\ncredentials:\n  h: {user: 'a:geheim', password: geheim}", "geheim");
        assertHides("channels: r\ncredentials:\n  h: {bearer: pre$geheim}", "geheim");
        assertHides("channels: r\ncredentials:\n  h: {bearer: pre<GEHEIM>}", "GEHEIM");
        assertHides("channels: r\ncredentials:\n  h: {token: geheim/geheim}", "geheim");
        assertHides("channels: r\ncredentials:\n  h:\n    bearer: \"geheim", "geheim");
        assertHides("channels: r\ncredentails: {h: {beare: geheim}}", "geheim");
        assertHides("channels: r\ncredentails:\n  h: {beare: *geheim}", "geheim");
        assertHides("channels: r\ncredentials:\n  h: {bearer: !geheim x}", "geheim");
        assertHides("channels: r\ncredentials:\n  h: {bearer: !geheim!x}", "geheim");
        assertHides("channels: r\napi_token: *geheim", "geheim");
        assertHides("channels: r\napi_token: [geheim]", "geheim");
        assertHides("channels: r\napi_tokn: geheim", "geheim");
        assertHides("channels: r\nproxy_servers:\n  https: user:geheim@host:x", "geheim");
        assertHides("channels: r\nproxy_servers: {https: 'socks5://user:geheim@host'}", "geheim");
        assertHides("channels: r\nproxy_servers:\n  https://user:geheim@host: none", "geheim");
        assertHides("channels: r\nproxy_server: {https: user:geheim@host}", "geheim");
        assertHides("channels: ['user:geheim@host/x']", "geheim");
    }

    @Test
    void theRestOfTheFileIsShown() {
        assertTrue(String.valueOf(Configs.fails("credentials: {}", "channels: r", "acount: x")
                        .getMessage())
                .endsWith("\n    acount: x"));
        assertTrue(String.valueOf(Configs.fails("channels: r", "credentials: x").getMessage())
                .endsWith("\n    credentials: ********"));
    }

    @Test
    void messagesHideSecrets() {
        assertHides("channels: https://user:geheim@host/x?y", "geheim");
        assertHides("channels: [\"t/geheim/x y\"]", "geheim");
        assertHides("channels: r\nexclude: bad https://host/t/geheim/x", "geheim");
    }

    @Test
    void theLineStandsUnderTheFirstProblemThatHasOne() {
        assertTrue(String.valueOf(Configs.fails("delta: 1", "acount: x").getMessage())
                .endsWith("?\n    acount: x"));
    }

    @Test
    void aLongLineIsCut() {
        String message = String.valueOf(Configs.fails("x: " + "y".repeat(1000)).getMessage());

        assertTrue(message.contains("y..."), message);
        assertFalse(message.contains("y".repeat(200)), message);
    }

    @Test
    void anExceptionHasAProblem() {
        assertThrows(IllegalArgumentException.class, () -> new ConfigException(List.of(), ""));
    }

    private static void assertHides(String text, String secret) {
        ConfigException e = Configs.fails(text);
        assertFalse(String.valueOf(e.getMessage()).contains(secret), e.getMessage());
        assertFalse(e.problems().toString().contains(secret), e.problems().toString());
    }
}
