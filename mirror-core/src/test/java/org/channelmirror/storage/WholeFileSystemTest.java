package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeFileSystemTest {

    @ParameterizedTest
    @CsvSource({
        "5.8.0, true",
        "5.10.0-8-amd64, true",
        "6.1.102, true",
        "5.7.19, false",
        "4.18.0-553.el8, false",
        "rolling, false"
    })
    void aKernelThatDoesNotTellOfErrorsIsNotReliedOn(String kernel, boolean tells) {
        assertEquals(tells, WholeFileSystem.tellsOfErrors(kernel));
    }
}
