package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Specs put together at random: they are refused with a reason or read, and what is read can be written and read again. */
class MatchSpecFuzzTest {

    private static final List<String> PARTS = List.of(
            "numpy",
            "num*",
            "*",
            " ",
            " ",
            "=",
            "==",
            ">=",
            "<",
            "!=",
            "~=",
            "1.8",
            "1.8.2",
            "2",
            "1.8.*",
            ",",
            "|",
            "(",
            ")",
            "py39_0",
            "py*",
            "[",
            "]",
            "version",
            "build",
            "build_number",
            "md5",
            "license",
            "subdir",
            "channel",
            "url",
            "'",
            "\"",
            "conda-forge",
            "::",
            ":",
            "/",
            "linux-64",
            "https://h.example/c",
            "/t/tk",
            "^",
            "$",
            "^1\\.[0-9]$",
            "#",
            "@",
            "%21",
            ".conda",
            "-",
            "_",
            "\\",
            "\u00e9",
            "\n",
            "{3}",
            "(?=");

    private static final List<String> WHOLE = List.of(
            "conda-forge/linux-64::numpy >=1.8,<2 py39*",
            "numpy[version='>=1.8|1.7.*', build_number=\">6\", license=\"*gpl*\"]",
            "https://h.example/c/linux-64/numpy-1.8-py39_0.conda",
            "numpy=1.8=py39_0",
            "*[build='^(?=.*3)py(38|39).*$',md5=0123]");

    private final Candidate candidate =
            new MapCandidate(Map.of("name", "numpy", "version", "1.8.2", "build", "py39_0"));

    @Test
    void specsOfRandomParts() {
        Random random = new Random(29);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder spec = new StringBuilder();
            for (int left = 1 + random.nextInt(12); left > 0; left--) {
                spec.append(one(PARTS, random));
            }
            read += isRead(spec.toString()) ? 1 : 0;
        }
        assertTrue(read > 300, "only " + read + " were read, which proves little");
    }

    @Test
    void specsThatWereChanged() {
        Random random = new Random(29);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder spec = new StringBuilder(one(WHOLE, random));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(spec.length());
                int end = Math.min(spec.length(), at + random.nextInt(3));
                spec.replace(at, end, random.nextBoolean() ? one(PARTS, random) : "");
                spec.append(spec.isEmpty() ? "*" : "");
            }
            read += isRead(spec.toString()) ? 1 : 0;
        }
        assertTrue(read > 3_000 && read < 27_000, read + " were read");
    }

    private boolean isRead(String text) {
        MatchSpec spec;
        try {
            spec = MatchSpec.parse(text);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().startsWith("match spec \""), e.getMessage());
            return false;
        }
        boolean matches = spec.matches(candidate);
        String written = spec.toString();
        MatchSpec again = MatchSpec.parse(written);
        // conda writes a version with two globs so that it is read as one with fewer.
        if (!written.contains("*")) {
            assertEquals(matches, again.matches(candidate), text);
            assertEquals(again.toString(), MatchSpec.parse(again.toString()).toString(), text);
        }
        return true;
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
