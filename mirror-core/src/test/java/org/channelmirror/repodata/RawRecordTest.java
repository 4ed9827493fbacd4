package org.channelmirror.repodata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link RawRecord}. */
class RawRecordTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a-b\"}, true",
                "{\"name\":\"a\\u002db\"}, true",
                "{\"name\":\"a\\u002dc\"}, false",
                "{\"name\":\"a-c\"}, false",
                "{\"name\":\"a-\"}, false",
                "{\"name\":\"a-bc\"}, false",
                "{\"name\":\"\"}, false",
                "{\"name\":3.5}, false",
                "{\"name\":null}, false",
                "{\"n\":\"a-b\"}, false"
            })
    void tellsWhetherItIsNamed(String json, boolean expected) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        byte[] name = "(a-b)".getBytes(StandardCharsets.US_ASCII);
        RawRecord record = new RecordReader().read(Section.PACKAGES_CONDA, "a-b-1-0.conda", bytes, 0, bytes.length);
        assertEquals(expected, record.isNamed(name, 1, 3));
    }
}
