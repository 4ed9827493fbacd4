package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes pairs of generated versions and what is said of them here, one pair a line with tabs between its parts, for another
 * implementation to judge: see {@code testing/differential}.
 */
@EnabledIfSystemProperty(named = "channelmirror.pairs", matches = ".+")
class VersionPairsTest {

    private static final int PAIRS = 20_000;
    private static final long SEED = 29;
    private static final Pattern TOO_LONG_A_NUMBER = Pattern.compile("[0-9]{11}");

    @Test
    void writesPairs() throws IOException {
        Versions generator = Versions.ofCep33(SEED);
        Set<String> lines = new LinkedHashSet<>();
        String before = generator.next();
        while (lines.size() < PAIRS) {
            String a = generator.next();
            String near = generator.near(a);
            if (!TOO_LONG_A_NUMBER.matcher(near).find()) {
                lines.add(line(a, near));
            }
            lines.add(line(a, before));
            before = a;
        }
        Files.write(Path.of(System.getProperty("channelmirror.pairs")), lines);
        assertEquals(0, lines.stream().filter(String::isBlank).count());
    }

    private static String line(String a, String b) {
        Optional<Version> one = Version.tryParse(a);
        Optional<Version> two = Version.tryParse(b);
        String verdict = one.isEmpty() || two.isEmpty()
                ? "refused"
                : Integer.toString(Integer.signum(one.get().compareTo(two.get())));
        return a + "\t" + b + "\t" + verdict;
    }
}
