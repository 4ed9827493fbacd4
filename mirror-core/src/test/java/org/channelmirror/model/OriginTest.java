package org.channelmirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "repo.example.org, https://repo.example.org",
        "Repo.Example.org:443, https://repo.example.org",
        "repo.example.org:8443, https://repo.example.org:8443",
        "https://repo.example.org/, https://repo.example.org",
        "HTTP://repo.example.org:80, http://repo.example.org",
        "under_score, https://under_score",
        "[::1]:8443, https://[::1]:8443",
        "[fe80::1%eth0], https://[fe80::1%eth0]",
    })
    void isReadAsPeopleWriteIt(String text, String expected) {
        assertEquals(expected, Origin.parse(text).toString());
        assertEquals(Origin.parse(expected), Origin.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "ftp://h",
                "h:0",
                "h:65536",
                "h:x",
                "h/path",
                "u@h",
                "http://u:geheim@h",
                "a b",
                "::1"
            })
    void refusesWhatIsNoServerAndQuotesNothing(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Origin.parse(text));

        assertFalse(String.valueOf(e.getMessage()).contains("geheim"), e.getMessage());
    }

    @Test
    void aUrlsUserPathAndQueryDoNotCount() {
        assertEquals(new Origin("http", "h", 81), Origin.of(URI.create("http://user:p%40@H:81/t/token/x?q=1#f")));
        assertEquals(new Origin("https", "a_b", 443), Origin.of(URI.create("https://a_b/x")));
    }

    @Test
    void schemeHostAndPortTellServersApart() {
        Origin one = Origin.parse("https://h");
        assertNotEquals(one, Origin.parse("http://h"));
        assertNotEquals(one, Origin.parse("https://h:444"));
        assertNotEquals(one, Origin.parse("https://x.h"));
        assertNotEquals(Origin.parse("http://h:443"), one);
    }

    @Test
    void knowsThisMachine() {
        for (String host : new String[] {"localhost", "x.localhost", "127.0.0.1", "127.255.0.3", "[::1]"}) {
            assertTrue(Origin.parse("http://" + host + ":8080").isLoopback(), host);
        }
        for (String host : new String[] {"localhost.example.org", "127.0.0.1.example.org", "128.0.0.1", "[::2]"}) {
            assertFalse(Origin.parse("http://" + host).isLoopback(), host);
        }
    }
}
