package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.filter;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.Decision.Verdict;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListFilterTest {

    @Test
    void keepingRejectsWhatIsNotListed() {
        PackageFilter filter = filter("pkg_list", "numpy", "lib*");

        assertEquals(KEPT, reason(filter, Records.named("numpy")));
        assertEquals(KEPT, reason(filter, Records.named("libffi")));
        assertEquals("not in pkg_list", reason(filter, Records.named("numpy-base")));
    }

    @Test
    void removingNamesTheKeyAndTheEntryAsWritten() {
        PackageFilter filter = filter("blacklist", "NumPy", "r-*", "Zlib >=1.3");

        assertEquals("blacklist: NumPy", reason(filter, Records.named("numpy")));
        assertEquals("blacklist: r-*", reason(filter, Records.named("r-matrix")));
        assertEquals("blacklist: Zlib >=1.3", reason(filter, Records.version("zlib", "1.3.1", "0")));
        assertEquals(KEPT, reason(filter, Records.version("zlib", "1.2", "0")));
        assertEquals(KEPT, reason(filter, Records.named("scipy")));
    }

    @Test
    void caseDoesNotMatterOnEitherSide() {
        PackageFilter filter = filter("exclude", "pyyaml", "Lib?", "SciPy 1.*");

        assertEquals("exclude: pyyaml", reason(filter, Records.named("PyYAML")));
        assertEquals("exclude: Lib?", reason(filter, Records.named("LIBx")));
        assertEquals("exclude: SciPy 1.*", reason(filter, Records.named("SCIPY")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "numpy >=1.26,<2; numpy; 1.26.4; py312_0; true",
                "numpy >=1.26,<2; numpy; 2.0; py312_0; false",
                "numpy=1.26; numpy; 1.26.4; py312_0; true",
                "numpy==1.26; numpy; 1.26.4; py312_0; false",
                "numpy 1.* py312*; numpy; 1.26.4; py311_0; false",
                "numpy 1.* py312*; numpy; 1.26.4; py312_0; true",
                "numpy[build=py3*]; numpy; 1.26.4; py312_0; true",
                "lib* >=2; libffi; 2.1; 0; true",
                "lib* >=2; libffi; 1.1; 0; false",
                "*[build=*_cp312]; any; 1; 0_cp312; true",
                "numpy=*; numpy; 1; 0; true",
                "numpy 1.9|1.10; numpy; 1.10; 0; true",
                "linux-64::numpy; numpy; 1; 0; false",
            })
    void entriesMayBeMatchSpecs(String entry, String name, String version, String build, boolean listed) {
        String reason = reason(filter("exclude", entry), Records.version(name, version, build));

        assertEquals(listed ? "exclude: " + entry : KEPT, reason);
    }

    @Test
    void specsSeeTheChannelTheLicenceAndTheFeatures() {
        assertEquals(
                "exclude: conda-forge::numpy",
                reason(
                        filter("exclude", "conda-forge::numpy"),
                        Records.from("https://conda.anaconda.org/conda-forge", "numpy")));
        assertEquals(
                KEPT,
                reason(
                        filter("exclude", "conda-forge::numpy"),
                        Records.from("https://conda.anaconda.org/bioconda", "numpy")));
        assertEquals(
                "exclude: *[license=*gpl*]",
                reason(filter("exclude", "*[license=*gpl*]"), Records.licensed("LGPL-2.1-only", null)));
        assertEquals(
                "exclude: *[license_family=MIT]",
                reason(filter("exclude", "*[license_family=MIT]"), Records.licensed(null, "mit")));
        assertEquals(
                "exclude: *[track_features=mkl]",
                reason(filter("exclude", "*[track_features=mkl]"), Records.linux("'name':'a','track_features':'mkl'")));
    }

    @Test
    void aBareNameBesideItsSpecsMeansAllOfIt() {
        assertEquals(
                "exclude: numpy",
                reason(filter("exclude", "numpy >=9", "numpy"), Records.version("numpy", "1.0", "0")));
    }

    @Test
    void theClosedListRulesOutTheOtherVersionsOfANameThatSpecsList() {
        PackageFilter only = filter("only", "python 3.11.*", "numpy");

        assertEquals(KEPT, reason(only, Records.version("python", "3.11.9", "0")));
        assertEquals("only: \"python 3.11.*\" allows no other", reason(only, Records.version("python", "3.10.9", "0")));
        assertEquals(Verdict.RULED_OUT, verdict(only, "python"));
        assertEquals(Verdict.REJECTED, verdict(only, "scipy"));
        assertEquals(Verdict.ACCEPTED, verdict(only, "numpy"));
    }

    @Test
    void severalSpecsOfANameAreNamedTogether() {
        PackageFilter only = filter("only", "python 3.11.*", "python 3.12.*");

        assertEquals(KEPT, reason(only, Records.version("python", "3.12.1", "0")));
        assertEquals(
                "only: \"python 3.11.*\" and \"python 3.12.*\" allow no other",
                reason(only, Records.version("python", "3.10.9", "0")));
    }

    @Test
    void aGlobOverNamesListsNoNameForGood() {
        assertEquals(Verdict.REJECTED, verdict(filter("only", "py* >=9"), "python"));
        assertEquals(Verdict.ACCEPTED, verdict(filter("only", "python >=9", "py*"), "python"));
    }

    @Test
    void anExceptionForOneVersionLeavesTheOthersOut() {
        PackageFilter include = filter("include", "openssl 3.0.15");

        assertEquals(KEPT, reason(include, Records.version("openssl", "3.0.15", "0")));
        assertEquals("not in include", reason(include, Records.version("openssl", "3.0.14", "0")));
    }

    @Test
    void theFirstOfSeveralGlobsGivesTheReason() {
        assertEquals("exclude: a*", reason(filter("exclude", "a*", "ab*"), Records.named("abc")));
    }

    @Test
    void anEmptyListMatchesNothing() {
        assertEquals(KEPT, reason(filter("exclude"), Records.named("numpy")));
        assertEquals("not in include", reason(filter("include"), Records.named("numpy")));
    }

    @Test
    void decisionsSayWhereTheirEntryStands() {
        ConfigNode.Scalar name = new ConfigNode.Scalar("numpy", new Place(3, 5));
        ConfigNode.Scalar spec = new ConfigNode.Scalar("scipy <2", new Place(4, 5));
        FilterConfig config = new FilterConfig(
                "exclude", new ConfigNode.Sequence(List.of(name, spec), new Place(3, 3)), java.nio.file.Path.of(""));

        PackageFilter filter = Filters.create(config);

        assertEquals(
                new Place(3, 5),
                filter.test(Records.named("numpy"), Filters.NOW).place());
        assertEquals(
                new Place(4, 5),
                filter.test(Records.named("scipy"), Filters.NOW).place());
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy >>1", "numpy[colour=red]", "numpy >=1,", "::", "caf\u00e9", "a\tb!", "^numpy$"})
    void whatIsNoneOfThreeIsRefusedWithWhatToWrite(String entry) {
        String message = refusal("exclude", "ok", entry);

        assertTrue(message.contains("is not a package's name, a glob or a match spec: "), message);
        assertTrue(message.endsWith("write such as \"numpy\", \"lib*\" or \"numpy >=1.26,<2\""), message);
    }

    @ParameterizedTest
    @CsvSource({
        "numpy-1.26.4-py312_0.conda, numpy==1.26.4=py312_0",
        "a-b-1.0-0.tar.bz2, a-b==1.0=0",
        "numpy.conda, *[fn=numpy.conda]",
    })
    void theNameOfAFileIsRefusedWithItsSpec(String entry, String spec) {
        assertEquals("\"" + entry + "\" is the name of a file; write \"" + spec + "\"", refusal("exclude", entry));
        assertFalse(reason(filter("exclude", spec), Records.named("other")).startsWith("exclude"));
    }

    @Test
    void controlCharactersAndSecretsDoNotReachAMessage() {
        assertTrue(refusal("exclude", "a\u001b2Jb").contains("\"a?2Jb\""));
        String message = refusal("exclude", "https://me:pw@host/a b");
        assertFalse(message.contains("pw"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyEntryIsRefused(String entry) {
        assertTrue(refusal("exclude", "ok", entry).contains("an entry is empty"), entry);
    }

    private static Verdict verdict(PackageFilter filter, String name) {
        return filter.test(Records.version(name, "3.10.9", "0"), Filters.NOW).verdict();
    }
}
