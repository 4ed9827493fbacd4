package org.channelmirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
