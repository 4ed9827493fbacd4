package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "1234567890, 1.2 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytes(long bytes, String text) {
        assertEquals(text, Units.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "3249, 3.2 s",
        "59940, 59.9 s",
        "59999, 59.9 s",
        "60000, 1 min 00 s",
        "3599000, 59 min 59 s",
        "7385000, 2 h 03 min"
    })
    void durations(long millis, String text) {
        assertEquals(text, Units.duration(Duration.ofMillis(millis)));
    }
}
