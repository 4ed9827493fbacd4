package org.channelmirror.tests.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.FilterProviders;
import org.channelmirror.config.MirrorDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that a configuration shows as a whole, with the filters that come along. */
class FilterKeysTogetherTest {

    private static MirrorDefinition parse(String... lines) throws ConfigException {
        return new ConfigLoader(FilterProviders.installed(), Map.of(), Path.of("/"))
                .parse("c.yaml", "channels: r\n" + String.join("\n", lines));
    }

    private static List<String> problems(String... lines) {
        ConfigException e = assertThrows(ConfigException.class, () -> parse(lines));
        return e.problems().stream()
                .map(problem -> problem.line() + ": " + problem.message())
                .toList();
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        assertEquals(
                List.of(
                        "2: published_before: \"2024-01-01\" is not later than published_after: \"2024-06-30\" in line 3,"
                                + " so that nothing would be mirrored; swap the two, or remove one"),
                problems("published_before: 2024-01-01", "published_after: 2024-06-30"));
        assertEquals(
                List.of("3: published_before: \"2024-01-01T02:00:00+02:00\" is not later than published_after:"
                        + " \"2024-01-01\" in line 2, so that nothing would be mirrored; swap the two, or remove one"),
                problems("published_after: 2024-01-01", "published_before: '2024-01-01T02:00:00+02:00'"));
    }

    @ParameterizedTest
    @CsvSource({
        "only, numpy >>1, a-1-0.conda",
        "exclude, numpy >>1, a b c d e",
        "include, numpy >>1, a-1-0.conda",
        "only_licenses, MIT OR BSD, no licence",
        "license_blacklist, MIT OR BSD, no licence",
        "python_versions, three, 3",
        "formats, deb, rpm",
        "track_features, 'a, b', c d",
        "exclude_advisories, not/there, nor/here",
        "only, [a], {a: b}",
    })
    void eachEntryThatMakesNoSenseIsSaidAtItsLine(String key, String one, String other) {
        boolean isPlain = !one.startsWith("[");
        String quote = isPlain ? "'" : "";
        List<String> problems = problems(key + ":", "- " + quote + one + quote, "- " + quote + other + quote);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("3: " + key + ": "), problems::toString);
        assertTrue(problems.get(1).startsWith("4: " + key + ": "), problems::toString);
        assertTrue(!isPlain || problems.get(0).contains(one), problems::toString);
        assertTrue(!isPlain || problems.get(1).contains(other), problems::toString);
    }

    @Test
    void eachFieldWithoutAGlobIsSaidAtItsLine() {
        assertEquals(
                List.of("3", "4", "5"),
                problems("fields:", "  build: ['', '']", "  license: ''", "  depends: [a: b]").stream()
                        .map(problem -> problem.substring(0, 1))
                        .distinct()
                        .toList());
    }

    @Test
    void aPeriodOfASecondIsOne() throws ConfigException {
        assertEquals(
                2,
                parse("published_after: 2024-01-01", "published_before: '2024-01-01T00:00:01Z'")
                        .packages()
                        .descriptions()
                        .size());
    }

    /** What is wrong by itself is said once. */
    @Test
    void aDateThatIsNoneIsComparedWithNothing() {
        assertEquals(
                1,
                problems("published_after: soon", "published_before: 2024-01-01")
                        .size());
    }

    @ParameterizedTest
    @CsvSource({"licence, license", "License, license", "bulid, build", "license-family, license_family"})
    void aFieldThatIsNearlyAUsualOneIsWarnedOf(String written, String meant) throws ConfigException {
        assertEquals(
                List.of("c.yaml:3:" + (written.length() + 5) + " fields: \"" + written
                        + "\" is no usual field of a record; did you mean \"" + meant + "\"?"),
                parse("fields:", "  " + written + ": x").warnings().stream()
                        .map(warning -> warning.subject() + " " + warning.message())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"license", "build_number", "x-our-own-field", "maintainer"})
    void anyOtherFieldIsNot(String field) throws ConfigException {
        assertEquals(List.of(), parse("fields:", "  " + field + ": x").warnings());
    }
}
