package org.channelmirror.internal.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link RecordTimes}. */
class RecordTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"timestamp\":1500000000}; 1500000000000",
                "{\"timestamp\":1500000000123}; 1500000000123",
                "{\"indexed_timestamp\":1600000000456,\"timestamp\":1500000000123}; 1600000000456",
                "{\"indexed_timestamp\":1500000000456,\"timestamp\":1600000000}; 1600000000000",
                "{\"timestamp\":253402300799}; 253402300799000",
                "{\"timestamp\":253402300799999}; 253402300799999",
                "{\"timestamp\":0}; 0"
            })
    void theNewestTimeIsInMilliseconds(String json, long expected) {
        assertEquals(expected, newest(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"{}", "{\"timestamp\":253402300800000}", "{\"timestamp\":\"2020\"}", "{\"timestamp\":null}"})
    void whatIsNoTimeBeforeTheYearTenThousandIsNone(String json) {
        assertEquals(RecordTimes.NONE, newest(json));
    }

    private static long newest(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return RecordTimes.newest(
                new RecordReader().read(Section.PACKAGES_CONDA, "a-1-0.conda", bytes, 0, bytes.length));
    }
}
