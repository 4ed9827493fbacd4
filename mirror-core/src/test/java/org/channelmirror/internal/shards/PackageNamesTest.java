package org.channelmirror.internal.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link PackageNames}. */
class PackageNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a-b-1.0-0.conda, a-b",
        "a-1.0-py39_0.tar.bz2, a",
        "a-1.conda, a-1.conda",
        "a.conda, a.conda",
        "-1-0.conda, -1-0.conda",
        "--0.conda, --0.conda",
        "a--0.conda, a"
    })
    void theNameStandsBeforeVersionAndBuild(String fileName, String expected) {
        byte[] bytes = (fileName + "-and-more").getBytes(StandardCharsets.US_ASCII);
        assertEquals(expected, PackageNames.ofFile(fileName));
        assertEquals(expected.length(), PackageNames.lengthOfFile(bytes, fileName.length()));
    }
}
