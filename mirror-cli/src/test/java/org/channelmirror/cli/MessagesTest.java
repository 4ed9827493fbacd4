package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.channelmirror.config.LogLevel;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MessagesTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Messages messages = new Messages(new PrintStream(err, true, StandardCharsets.UTF_8));

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLineMovesTheBarDown() {
        messages.showBar("[==  ]");
        messages.line("hello");
        messages.removeBar();
        messages.line("bye");
        assertEquals(
                "\r\u001b[K[==  ]\r\u001b[Khello" + System.lineSeparator() + "[==  ]\r\u001b[Kbye"
                        + System.lineSeparator(),
                printed());
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        messages.line("a\u001b[2Jb\rc\u009bd\n\te");
        assertEquals("a?[2Jb?c?d\n\te" + System.lineSeparator(), printed());
    }

    @Test
    void theLogHasWarningsOnly() {
        Logging.configure(messages, Verbosity.NORMAL, LogLevel.WARNING);
        LoggerFactory.getLogger("org.channelmirror.x").debug("detail");
        LoggerFactory.getLogger("org.channelmirror.x").warn("odd", new IllegalStateException("why"));
        assertTrue(
                printed().startsWith("WARN org.channelmirror.x: odd\njava.lang.IllegalStateException: why"), printed());
        assertFalse(printed().contains("detail"), printed());
    }

    @Test
    void verboseLogsTheProgramsOwnDetails() {
        Logging.configure(messages, Verbosity.VERBOSE, LogLevel.WARNING);
        LoggerFactory.getLogger("org.channelmirror.x").debug("detail");
        LoggerFactory.getLogger("org.example").info("of another");
        assertEquals("DEBUG org.channelmirror.x: detail" + System.lineSeparator(), printed());
    }

    @Test
    void theConfigurationsLevelCountsWhereVerboseIsNotAskedFor() {
        Logging.configure(messages, Verbosity.NORMAL, LogLevel.INFO);
        LoggerFactory.getLogger("org.channelmirror.x").info("done");
        LoggerFactory.getLogger("org.example").info("of another");
        Logging.configure(messages, Verbosity.NORMAL, LogLevel.ERROR);
        LoggerFactory.getLogger("org.channelmirror.x").warn("odd");
        Logging.configure(messages, Verbosity.VERBOSE, LogLevel.ERROR);
        LoggerFactory.getLogger("org.channelmirror.x").debug("detail");
        assertEquals(
                "INFO org.channelmirror.x: done" + System.lineSeparator() + "DEBUG org.channelmirror.x: detail"
                        + System.lineSeparator(),
                printed());
    }
}
