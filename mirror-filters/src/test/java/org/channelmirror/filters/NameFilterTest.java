package org.channelmirror.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFilterTest {

    @Test
    void keepingRejectsWhatIsNotListed() {
        PackageFilter filter = NameFilter.keeping(config("pkg_list", "numpy", "lib*"));

        assertEquals(Optional.empty(), reason(filter, "numpy"));
        assertEquals(Optional.empty(), reason(filter, "libffi"));
        assertEquals(Optional.of("not in pkg_list"), reason(filter, "numpy-base"));
    }

    @Test
    void removingNamesTheKeyAndTheEntryAsWritten() {
        PackageFilter filter = NameFilter.removing(config("blacklist", "NumPy", "r-*"));

        assertEquals(Optional.of("blacklist: NumPy"), reason(filter, "numpy"));
        assertEquals(Optional.of("blacklist: r-*"), reason(filter, "r-matrix"));
        assertEquals(Optional.empty(), reason(filter, "scipy"));
    }

    @Test
    void caseDoesNotMatterOnEitherSide() {
        PackageFilter filter = NameFilter.removing(config("exclude", "pyyaml", "Lib?"));

        assertEquals(Optional.of("exclude: pyyaml"), reason(filter, "PyYAML"));
        assertEquals(Optional.of("exclude: Lib?"), reason(filter, "LIBx"));
    }

    @Test
    void theFirstOfSeveralGlobsGivesTheReason() {
        PackageFilter filter = NameFilter.removing(config("exclude", "a*", "ab*"));

        assertEquals(Optional.of("exclude: a*"), reason(filter, "abc"));
    }

    @Test
    void anEmptyListMatchesNothing() {
        assertEquals(Optional.empty(), reason(NameFilter.removing(config("exclude")), "numpy"));
        assertEquals(Optional.of("not in include"), reason(NameFilter.keeping(config("include")), "numpy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy >=1.9",
                "numpy=1.9",
                "numpy<2",
                "numpy>1",
                "numpy[build=py*]",
                "conda-forge::numpy",
                "numpy 1.9",
                "numpy!=1",
                "numpy~=1",
                "a|b",
                "a,b",
            })
    void aMatchSpecIsRefusedAndNamed(String entry) {
        String message = refusal("ok", entry);

        assertTrue(message.contains("\"" + entry + "\" looks like a match spec"), message);
        assertTrue(message.contains("only package names and globs"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "caf\u00e9", "a\tb", "^numpy$"})
    void whatCannotBeANameIsRefused(String entry) {
        assertTrue(refusal(entry).contains("is not a package's name or a glob"), entry);
    }

    @Test
    void controlCharactersDoNotReachTheMessage() {
        assertTrue(refusal("a\u001b[2Jb".replace("[", "")).contains("\"a?2Jb\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyEntryIsRefused(String entry) {
        assertTrue(refusal(entry).contains("an entry is empty"), entry);
    }

    private static String refusal(String... entries) {
        return assertThrows(IllegalArgumentException.class, () -> NameFilter.removing(config("exclude", entries)))
                .getMessage();
    }

    private static FilterConfig config(String key, String... values) {
        return FilterConfig.of(key, List.of(values));
    }

    private static Optional<String> reason(PackageFilter filter, String name) {
        Decision decision = filter.test(Records.named(name), Instant.EPOCH);
        return decision.isAccepted() ? Optional.empty() : decision.reason();
    }
}
