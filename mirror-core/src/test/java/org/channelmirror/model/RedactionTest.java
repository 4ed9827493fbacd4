package org.channelmirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @Test
    void hidesUserTokenAndQuery() {
        assertEquals("https://********@host/x", Redaction.redact("https://user:pw@host/x"));
        assertEquals("https://host/t/********/x", Redaction.redact("https://host/t/abc-123/x"));
        assertEquals("https://host/x?********", Redaction.redact("https://host/x?sig=abc&n=1"));
        assertEquals("https://host/x?********#f", Redaction.redact("https://host/x?sig=abc#f"));
        assertEquals("https://host/x?********#********", Redaction.redact("https://host/x?sig=abc#token=def"));
        assertEquals("https://host/x#********", Redaction.redact("https://host/x#token=def"));
    }

    @Test
    void hidesAPasswordThatWasNotEncoded() {
        assertEquals("https://********@host/x", Redaction.redact("https://user:p/w@host/x"));
        assertEquals("https://********@host/x", Redaction.redact("https://user:p@w@host/x"));
        assertEquals("https://********@host/x", Redaction.redact("https://user:12?3@host/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/conda/t/TOKEN/x",
                "HTTPS://u:p@host/t/TOKEN",
                "http://[::1]:80/t/TOKEN/x?y",
                "https://host/t/TOKEN/t/TOKEN/x",
                "from \"https://host/t/TOKEN\"",
                "(http://a/b,https://host/t/TOKEN/x)",
                "host_a.example.org/t/TOKEN/x",
                "channels: \"https:/host/t/TOKEN/x\"",
                "repo.example.org/conda/t/TOKEN/x",
                "user@host.org:8080/t/TOKEN/x",
                "url=localhost/t/TOKEN",
                "localhost:8080/t/TOKEN",
                "[::1]:8080/t/TOKEN/x",
                "/t/TOKEN/conda/x",
                "the path /t/TOKEN/conda/x is not there",
                "'/t/TOKEN'",
                ">> GET /conda/t/TOKEN/x HTTP/1.1",
                "<< Location: /conda/t/TOKEN/x$1",
                "/srv/t/file and https://host/t/TOKEN/x",
            })
    void hidesTokensWhereverAnAddressStands(String text) {
        String redacted = Redaction.redact(text);
        assertFalse(redacted.contains("TOKEN"), redacted);
        assertTrue(redacted.contains(Redaction.MASK), redacted);
    }

    @Test
    void aNameMayBeAsLongAsSomebodyMakesIt() {
        String name = "x" + ".a".repeat(100_000);
        assertEquals(name + "/t/" + Redaction.MASK + "/c", Redaction.redact(name + "/t/TOKEN/c"));
        assertEquals(name + " /t/" + Redaction.MASK, Redaction.redact(name + " /t/TOKEN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/t/secret/x.yaml: line 3",
                "cannot write /home/me/t/mirror, the disk is full",
                "\"/srv/example.org/t/secret\"",
                "file:///srv/t/secret/x",
                "file:/srv/t/secret/x",
                "mirror/t/x and ../t/y and ~/t/z",
                "s3://bucket/t/prefix/x",
                "https://host/x, written to /srv/t/x",
                "https://host:8080/@scope/x",
                "https://host/a:b@c",
                "https://[::1]:80/@x",
                "unknown key; did you mean \"channels\"?\nsee https://host/x, or what?"
            })
    void leavesWhatIsNoSecret(String text) {
        assertEquals(text, Redaction.redact(text));
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:pw@host/t/abc/chan/, https://host/chan/",
        "https://host/t/abc/chan/linux-64/x.conda, https://host/chan/linux-64/x.conda",
        "https://host/conda/t/abc/chan/, https://host/conda/chan/",
        "https://host/t/abc, https://host",
        "https://host/x?sig=abc#part, https://host/x",
        "https://host/chan/, https://host/chan/",
        "file:///t/abc/chan/, file:///t/abc/chan/",
    })
    void aUrlIsRememberedWithoutItsSecrets(String url, String expected) {
        assertEquals(expected, Redaction.withoutSecrets(URI.create(url)));
    }
}
