package org.channelmirror.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    private static final Set<String> KNOWN = Set.of("records", "ours");

    @Test
    void bothFormsAreRead() throws Exception {
        Options options = Options.parse(List.of("--records", "12", "--ours=none"), KNOWN);

        assertEquals(12, options.positive("records", 1));
        assertEquals("none", options.text("ours", "engine"));
    }

    @Test
    void whatIsAbsentHasItsDefault() throws Exception {
        assertEquals(7, Options.parse(List.of(), KNOWN).positive("records", 7));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertEquals(
                "unknown option --record; known are [ours, records]",
                assertThrows(UsageException.class, () -> Options.parse(List.of("--record", "1"), KNOWN))
                        .getMessage());
        assertEquals(
                "--ours needs a value",
                assertThrows(UsageException.class, () -> Options.parse(List.of("--ours"), KNOWN))
                        .getMessage());
        assertEquals(
                "--records is a positive number, not \"0\"",
                assertThrows(
                                UsageException.class,
                                () -> Options.parse(List.of("--records=0"), KNOWN)
                                        .positive("records", 1))
                        .getMessage());
    }
}
