package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "17B, 17",
        "500 kB, 500000",
        "10MB, 10000000",
        "10mb, 10000000",
        "10MiB, 10485760",
        "1KiB, 1024",
        "1.5GB, 1500000000",
        "0.1 GiB, 107374182",
        "2TB, 2000000000000",
        "3TiB, 3298534883328"
    })
    void sizesHaveUnits(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "10 M", "10Mbit", "1,5GB", "1e9", "ten MB", "10MB/s"})
    void whatIsNoSizeNamesTheUnits(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("KiB"), e.getMessage());
    }

    @Test
    void aSizeHasToFit() {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse("9999999999 TB"));
        assertEquals(9_000_000_000_000_000_000L, ByteSize.parse("9000000TB"));
    }

    @Test
    void aRateIsASizeASecond() {
        assertEquals(10_000_000, ByteSize.perSecond("10MB"));
        assertEquals(10_000_000, ByteSize.perSecond("10 MB/s"));
        assertThrows(IllegalArgumentException.class, () -> ByteSize.perSecond("0"));
        assertThrows(IllegalArgumentException.class, () -> ByteSize.perSecond("0.5B"));
    }
}
