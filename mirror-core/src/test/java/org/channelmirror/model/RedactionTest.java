package org.channelmirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void hidesUserTokenAndQuery() {
        assertEquals("https://********@host/x", Redaction.redact("https://user:pw@host/x"));
        assertEquals("https://host/t/********/x", Redaction.redact("https://host/t/abc-123/x"));
        assertEquals("https://host/x?********", Redaction.redact("https://host/x?sig=abc&n=1"));
        assertEquals("https://host/x?********#f", Redaction.redact("https://host/x?sig=abc#f"));
    }

    @Test
    void leavesQuestionsInAMessageAsTheyAre() {
        String message = "unknown key; did you mean \"channels\"?\nsee https://host/x, or what?";

        assertEquals(message, Redaction.redact(message));
    }
}
