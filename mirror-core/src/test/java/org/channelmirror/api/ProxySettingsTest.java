package org.channelmirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.channelmirror.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {

    private static String proxy(ProxySettings settings, String origin) {
        return settings.find(Origin.parse(origin)).map(ProxyServer::toString).orElse("direct");
    }

    private static ProxySettings environment(String... namesAndValues) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ProxySettings.fromEnvironment(environment);
    }

    private static ProxySettings everywhereBut(String hosts) {
        return ProxySettings.builder()
                .proxy("all", ProxyServer.parse("http://p:1"))
                .noProxy(hosts)
                .build();
    }

    @Test
    void aProxysUrlIsRead() {
        assertEquals("http://p:3128", ProxyServer.parse("p:3128").toString());
        assertEquals("http://p", ProxyServer.parse("http://p/").toString());
        assertEquals("https://p:443", ProxyServer.parse("https://p").origin() + ":443");
        assertEquals("http://[::1]:3128", ProxyServer.parse("http://[::1]:3128").toString());
        assertEquals(
                Optional.of(new Credential.Basic("me", "p@s:s/+")),
                ProxyServer.parse("http://me:p%40s:s%2F+@p:3128").credential());
        assertEquals(
                Optional.of(new Credential.Basic("me", "p@s")),
                ProxyServer.parse("me:p@s@p:3128").credential());
        assertEquals(Optional.empty(), ProxyServer.parse("http://p:3128").credential());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "socks5://geheim@p:1",
                "http://me:geheim/x@p:1/path",
                "http://me:geheim%zz@p:1",
                "http://me:geheim@p:port",
                "http://me:geheim@"
            })
    void whatIsNoProxysUrlIsNotQuoted(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ProxyServer.parse(text));

        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains("geheim"), cause.toString());
        }
        assertTrue(String.valueOf(e.getMessage()).contains("http://"), e.getMessage());
    }

    @Test
    void theMostSpecificKeyWins() {
        ProxySettings settings = ProxySettings.builder()
                .proxy("all", ProxyServer.parse("all:1"))
                .proxy("all://h", ProxyServer.parse("all-h:1"))
                .proxy("HTTPS", ProxyServer.parse("https:1"))
                .proxy("https://H", ProxyServer.parse("https-h:1"))
                .direct("https://d")
                .build();

        assertEquals("http://https-h:1", proxy(settings, "https://h:8443"));
        assertEquals("http://https:1", proxy(settings, "https://x"));
        assertEquals("http://all-h:1", proxy(settings, "http://h"));
        assertEquals("http://all:1", proxy(settings, "http://x"));
        assertEquals("direct", proxy(settings, "https://d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp", "https://h:443", "h", "https://", ""})
    void otherKeysAreRefused(String key) {
        assertThrows(
                IllegalArgumentException.class, () -> ProxySettings.builder().proxy(key, ProxyServer.parse("p:1")));
    }

    @Test
    void aKeyStandsOnce() {
        ProxySettings.Builder builder = ProxySettings.builder().direct("https");
        assertThrows(IllegalArgumentException.class, () -> builder.direct("HTTPS"));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, https://example.org",
        "example.org, https://a.b.example.org:8443",
        ".example.org, http://example.org",
        ".example.org, http://x.example.org",
        "*.example.org, http://x.example.org",
        "EXAMPLE.org, http://example.ORG",
        "example.org., http://example.org",
        "example.org, http://example.org.",
        "example.org:8443, https://x.example.org:8443",
        "example.org:443, https://example.org",
        "'a, example.org', http://example.org",
        "'a example.org', http://example.org",
        "*, http://anything",
        "10.1.2.3, http://10.1.2.3:8080",
        "10.0.0.0/8, http://10.200.0.1",
        "10.1.2.3:8080, http://10.1.2.3:8080",
        "::1, http://[::1]:8080",
        "[::1], http://[::1]",
        "[::1]:8080, http://[::1]:8080",
        "fd00::/8, https://[fd12:3456::1]",
        "0.0.0.0/0, http://1.2.3.4",
        "localhost, http://localhost:1234",
    })
    void exemptHostsHaveNoProxy(String hosts, String origin) {
        assertEquals("direct", proxy(everywhereBut(hosts), origin));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, https://notexample.org",
        "example.org, https://example.org.evil.net",
        "x.example.org, https://example.org",
        "example.org:8443, https://example.org",
        "example.org:80, https://example.org",
        "10.0.0.0/8, http://11.0.0.1",
        "10.0.0.0/8, http://10.example.org",
        "10.0.0.0/33, http://10.0.0.1",
        "10.1.2.3:8080, http://10.1.2.3",
        "fd00::/8, https://[fe80::1]",
        "0.0.0.0/0, https://[::1]",
        "'', https://example.org",
        "'.', https://example.org",
        "',,', https://example.org",
    })
    void otherHostsKeepIt(String hosts, String origin) {
        assertEquals("http://p:1", proxy(everywhereBut(hosts), origin));
    }

    @Test
    void theEnvironmentNamesProxiesByScheme() {
        ProxySettings settings =
                environment("HTTPS_PROXY", "http://s:1", "HTTP_PROXY", "h:1", "NO_PROXY", "localhost,.example.org");

        assertEquals("http://s:1", proxy(settings, "https://h"));
        assertEquals("http://h:1", proxy(settings, "http://h"));
        assertEquals("direct", proxy(settings, "https://x.example.org"));
        assertEquals("direct", proxy(environment(), "https://h"));
        assertEquals("http://a:1", proxy(environment("ALL_PROXY", "a:1", "https_proxy", "b:1"), "http://h"));
    }

    @Test
    void lowerCaseComesFirstAndEmptyMeansNone() {
        assertEquals("http://l:1", proxy(environment("HTTPS_PROXY", "u:1", "https_proxy", "l:1"), "https://h"));
        assertEquals("direct", proxy(environment("HTTPS_PROXY", "u:1", "https_proxy", ""), "https://h"));
        assertEquals("direct", proxy(environment("HTTPS_PROXY", "", "ALL_PROXY", "a:1"), "https://h"));
        assertEquals(
                "http://u:1", proxy(environment("HTTPS_PROXY", "u:1", "NO_PROXY", "h", "no_proxy", ""), "https://h"));
    }

    @Test
    void aCgiProgramsClientNamesNoProxy() {
        assertEquals("direct", proxy(environment("HTTP_PROXY", "u:1", "REQUEST_METHOD", "GET"), "http://h"));
        assertEquals("http://l:1", proxy(environment("http_proxy", "l:1", "REQUEST_METHOD", "GET"), "http://h"));
        assertEquals("http://s:1", proxy(environment("HTTPS_PROXY", "s:1", "REQUEST_METHOD", "GET"), "https://h"));
    }

    @Test
    void aVariableThatCannotBeUsedIsNamedAndNotQuoted() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> environment("https_proxy", "socks5://u:geheim@p:1"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("https_proxy cannot be used: "), e.getMessage());
        assertFalse(String.valueOf(e.getMessage()).contains("geheim"), e.getMessage());

        assertThrows(IllegalArgumentException.class, () -> environment("ALL_PROXY", "socks5://p:1"));
        environment("ALL_PROXY", "socks5://p:1", "HTTPS_PROXY", "p:1", "HTTP_PROXY", "p:1");
    }

    @Test
    void settingsComeBeforeTheEnvironmentButItsExemptionsCount() {
        ProxySettings own = ProxySettings.builder()
                .proxy("all", ProxyServer.parse("own:1"))
                .noProxy("a")
                .build();
        ProxySettings both = own.orElse(environment("HTTPS_PROXY", "env:1", "NO_PROXY", "b"));

        assertEquals("http://own:1", proxy(both, "https://h"));
        assertEquals("direct", proxy(both, "https://a"));
        assertEquals("direct", proxy(both, "https://b"));
        assertEquals(
                "http://env:1", proxy(ProxySettings.NONE.orElse(environment("HTTPS_PROXY", "env:1")), "https://h"));
    }
}
