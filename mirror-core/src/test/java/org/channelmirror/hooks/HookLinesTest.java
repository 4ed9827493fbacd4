package org.channelmirror.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookLinesTest {

    private static List<String> lines(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        HookLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
        return lines;
    }

    @Test
    void linesEndInAnyWay() throws IOException {
        assertEquals(List.of("a", "", "b \u00e4", "c"), lines("a\r\n\nb \u00e4  \nc"));
        assertEquals(List.of(), lines(""));
        assertEquals(List.of(""), lines("\n"));
    }

    @Test
    void aLineWithoutEndIsCut() throws IOException {
        assertEquals(List.of("x".repeat(4096), "y"), lines("x".repeat(100_000) + "\ny"));
    }
}
