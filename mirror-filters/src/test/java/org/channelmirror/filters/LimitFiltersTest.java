package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.filter;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@code max_size} and {@code formats}. */
class LimitFiltersTest {

    @ParameterizedTest
    @CsvSource({
        "500MB, 500000000",
        "500 mb, 500000000",
        "500MiB, 524288000",
        "1.5GB, 1500000000",
        "1GiB, 1073741824",
        "2kB, 2000",
        "2KiB, 2048",
        "1TB, 1000000000000",
        "1TiB, 1099511627776",
        "700, 700",
        "700B, 700",
        "0.5kB, 500",
    })
    void aFileOfTheSizeIsKeptAndALargerOneIsNot(String written, long bytes) {
        assertEquals(KEPT, reason(filter("max_size", written), Records.linux("'size':" + bytes)));
        assertEquals(
                "max_size: more than " + written,
                reason(filter("max_size", written), Records.linux("'size':" + (bytes + 1))));
    }

    @Test
    void aFileWithoutASizeIsKept() {
        assertEquals(KEPT, reason(filter("max_size", "1B"), Records.named("a")));
        assertEquals(KEPT, reason(filter("max_size", "1B"), Records.linux("'size':'large'")));
    }

    @Test
    void aSizeBeyondAllIsNoLimit() {
        assertEquals(KEPT, reason(filter("max_size", "999999999999999TiB"), Records.linux("'size':99999999999999999")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500M", "MB", "-1MB", "1,5GB", "0", "0.1", "1 000MB", "5PB", "9999999999999999"})
    void whatIsNoSizeIsRefused(String written) {
        String message = refusal("max_size", written);

        assertTrue(message.contains("write such as 500MB"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "conda, kept, formats: not tar.bz2",
        ".conda, kept, formats: not tar.bz2",
        "TAR.BZ2, formats: not conda, kept",
        "conda .tar.bz2, kept, kept",
    })
    void onlyListedFormatsAreKept(String entries, String conda, String tarBz2) {
        String[] values = entries.split(" ", -1);

        assertEquals(conda, reason(filter("formats", values), Records.of("a-1-0.conda", "")));
        assertEquals(tarBz2, reason(filter("formats", values), Records.of("a-1-0.tar.bz2", "")));
    }

    @Test
    void whatIsNoFormatIsRefused() {
        assertEquals("\"zip\" is not a package format; write conda or tar.bz2", refusal("formats", "conda", "zip"));
    }
}
