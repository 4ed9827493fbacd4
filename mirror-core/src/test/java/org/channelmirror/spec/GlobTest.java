package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "numpy, numpy, true",
        "numpy, numpy-base, false",
        "numpy, nump, false",
        "lib*, libzlib, true",
        "lib*, lib, true",
        "lib*, alib, false",
        "*-dev, zlib-dev, true",
        "*-dev, zlib-devel, false",
        "*-dev, a-dev-dev, true",
        "py?, py3, true",
        "py?, py, false",
        "py?, py37, false",
        "*, anything, true",
        "**, anything, true",
        "r-*-x*, r-a-b-xy, true",
        "r-*-x*, r-a-b-y, false",
        "a*b*c, aXbXbXc, true",
        "?*, a, true",
        "a.c, abc, false",
        "LIB*, libZ, true",
        "lib?É, LibXé, true",
    })
    void matchesWholeNames(String pattern, String name, boolean expected) {
        assertEquals(expected, Glob.of(pattern).matches(name));
    }

    @Test
    void inASpecAQuestionMarkIsACharacter() {
        assertTrue(Glob.ofSpec("Py?*").matches("py?3"));
        assertFalse(Glob.ofSpec("py?*").matches("py33"));
        assertTrue(Glob.isGlob("py?") && Glob.isGlob("p*"));
        assertFalse(Glob.isGlob("py"));
    }

    @Test
    void anEmptyNameMatchesOnlyStars() {
        assertTrue(Glob.of("*").matches(""));
        assertFalse(Glob.of("?").matches(""));
        assertFalse(Glob.of("a").matches(""));
    }

    /** With one backtrack for every star this would not end within the life of the machine. */
    @Test
    void manyStarsOnALongNameEnd() {
        String name = "a".repeat(5_000);
        assertFalse(Glob.of("*a".repeat(200) + "b").matches(name));
        assertTrue(Glob.of("*a".repeat(200)).matches(name));
    }

    @Test
    void agreesWithThePlainDefinition() {
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 50_000; i++) {
            String pattern = randomText(random, "ab*?", 6);
            String name = randomText(random, "ab", 7);
            boolean expected = byDefinition(pattern, name);
            assertEquals(expected, Glob.of(pattern).matches(name), pattern + " on " + name);
            matched += expected ? 1 : 0;
        }
        assertTrue(matched > 1_000, "too few matches to mean anything: " + matched);
    }

    private static boolean byDefinition(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        String rest = pattern.substring(1);
        if (pattern.charAt(0) == '*') {
            for (int i = 0; i <= name.length(); i++) {
                if (byDefinition(rest, name.substring(i))) {
                    return true;
                }
            }
            return false;
        }
        return !name.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == name.charAt(0))
                && byDefinition(rest, name.substring(1));
    }

    private static String randomText(Random random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
