package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.filter;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.channelmirror.model.PackageRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonVersionsFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // 3.10 is not 3.1.
                "3.10; python >=3.10,<3.11.0a0; true",
                "3.10; python 3.1.*; false",
                "3.1; python >=3.10,<3.11.0a0; false",
                "3.1; python 3.1.*; true",
                "3.10; python 3.10.*; true",
                "3.10; python =3.10; true",
                // Bounds.
                "3.6; python >=3.6,<3.7.0a0; true",
                "3.7; python >=3.6,<3.7.0a0; false",
                "3.5; python >=3.6,<3.7.0a0; false",
                "3.5 3.6; python >=3.6,<3.7.0a0; true",
                "3.6; python >=3.6.5,<3.7; true",
                "3.6; python >3.6; true",
                "3.6; python >=3.7; false",
                "3.8; python <3.9; true",
                "3.9; python <3.9; false",
                "3.9; python <=3.9; true",
                "3.9; python !=3.9.*; false",
                "3.9; python ==3.9.150; true",
                "3.13; python >=3.13.0rc1,<3.13.0rc2; true",
                "3.12; python >=3.13.0rc1,<3.13.0rc2; false",
                "2.7; python 2.7*|3.6*; true",
                "3.6; python 2.7*|3.6*; true",
                "3.5; python 2.7*|3.6*; false",
                // Written otherwise.
                "3.12; python; true",
                "3.12; python *; true",
                "3.11; Python 3.12.*; false",
                "3.12; python>=3.12; true",
                "3.11; python>=3.12; false",
                "3.11; conda-forge::python 3.12.*; false",
                "3.11; python[version='3.12.*']; false",
                "3.12; python 3.12.* *_cpython; true",
                // The binary interface.
                "3.11; python_abi 3.11.* *_cp311; true",
                "3.10; python_abi 3.11.* *_cp311; false",
                "3.11; python_abi 3.11 *_cp311; true",
                "3.13; python_abi 3.13.* *_cp313t; true",
                "3.11; python >=3.11,<3.12.0a0 + python_abi 3.11.* *_cp311; true",
                "3.10 3.11; python >=3.10 + python_abi 3.11.* *_cp311; true",
                "3.10; python >=3.10 + python_abi 3.11.* *_cp311; false",
                // No version at once for both, though each of them has one.
                "3.10 3.11; python 3.10.* + python_abi 3.11.* *_cp311; false",
                "3.8; python >=3.8.5 + python <3.8.3; false",
                "3.8; python >=3.8.3 + python <3.8.5; true",
                // One build for all from a version on.
                "3.12; python >=3.9 + _python_abi3_support 1.* + cpython >=3.9; true",
                "3.8; python >=3.9 + _python_abi3_support 1.* + cpython >=3.9; false",
                // PyPy.
                "3.9; python >=3.9,<3.10.0a0 + python_abi 3.9 *_pypy39_pp73 + pypy3.9 >=7.3.11; true",
                "3.10; python >=3.9,<3.10.0a0 + python_abi 3.9 *_pypy39_pp73 + pypy3.9 >=7.3.11; false",
                // What depends on something else.
                "3.12; libzlib >=1.2 + python-dateutil 2.* + python_abi_extra 3.11.*; true",
                "3.12; ipython 3.1.* + pythonnet 2.*; true",
                "3.12; python ^(a+)+$; false",
                "3.12; python ^3\\.1[0-9].*$; true",
                // What nobody can read.
                "3.12; python >=; true",
            })
    void dependencies(String versions, String depends, boolean kept) {
        String quoted = Arrays.stream(depends.split(" \\+ ", -1))
                .map(spec -> "\"" + spec.replace("\\", "\\\\") + "\"")
                .collect(Collectors.joining(","));
        PackageRecord record = Records.linuxJson("{\"name\":\"a\",\"depends\":[" + quoted + "]}");

        String expected = kept ? KEPT : "python_versions: fits none of " + versions.replace(" ", ", ");
        assertEquals(expected, reason(filter("python_versions", versions.split(" ", -1)), record));
    }

    @ParameterizedTest
    @CsvSource({
        "3.10.1, true",
        "3.10, true",
        "3.10.0rc2, true",
        "3.1.5, false",
        "3.11.0, false",
        "2.7.18, false",
        "'', false",
        "3..10, false",
    })
    void pythonItselfGoesByItsOwnVersion(String version, boolean kept) {
        String reason = reason(
                filter("python_versions", "3.10"),
                Records.linux("'name':'python','version':'" + version + "','depends':['python 9.*']"));

        assertEquals(kept ? KEPT : "python_versions: fits none of 3.10", reason);
    }

    @Test
    void noarchAndPackagesWithoutPythonStay() {
        assertEquals(
                KEPT,
                reason(
                        filter("python_versions", "3.12"),
                        Records.of("a-1-0.conda", "'name':'a','depends':['python 2.7.*']")));
        assertEquals(KEPT, reason(filter("python_versions", "3.12"), Records.linux("'name':'a','depends':[]")));
        assertEquals(KEPT, reason(filter("python_versions", "3.12"), Records.linux("'name':'pypy3.9'")));
    }

    @Test
    void explainsWhatIsNeeded() {
        assertEquals(
                Optional.of("depends on \"python >=3.9\", \"python_abi 3.9.*\""),
                filter("python_versions", "3.12")
                        .explain(Records.linux("'depends':['zlib','python >=3.9','python_abi 3.9.*']")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3.10.4", "three", "3.x", ">=3.9", "", "3.1e1", "cp310"})
    void whatIsNoMinorVersionIsRefused(String entry) {
        String message = refusal("python_versions", "3.12", entry);

        assertTrue(message.endsWith("is not a minor version of Python; write such as 3.12"), message);
    }
}
