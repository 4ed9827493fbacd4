package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the order of versions is one, over generated versions. */
class VersionOrderTest {

    private static final int MANY = 500;

    private final List<Version> versions = generated();

    @Test
    void isAntisymmetric() {
        for (Version a : versions) {
            for (Version b : versions) {
                assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)), () -> a + " and " + b);
            }
        }
    }

    @Test
    void isTransitive() {
        List<Version> sorted = versions.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i; j < sorted.size(); j++) {
                String pair = sorted.get(i) + " and " + sorted.get(j);
                assertTrue(sorted.get(i).compareTo(sorted.get(j)) <= 0, pair);
            }
        }
    }

    @Test
    void equalsAndHashCodeFollowIt() {
        int equal = 0;
        for (Version a : versions) {
            for (Version b : versions) {
                String pair = a + " and " + b;
                assertEquals(a.compareTo(b) == 0, a.equals(b), pair);
                if (a.equals(b)) {
                    assertEquals(a.hashCode(), b.hashCode(), pair);
                    equal += a.toString().equals(b.toString()) ? 0 : 1;
                }
            }
        }
        assertTrue(equal > 200, "only " + equal + " pairs are equal, which proves little");
    }

    @Test
    void hashCodesDiffer() {
        long different = versions.stream().distinct().count();
        long hashes = versions.stream().map(Version::hashCode).distinct().count();
        assertTrue(hashes > different * 9 / 10, hashes + " hashes of " + different + " versions");
    }

    @Test
    void everyVersionBeginsWithItself() {
        for (Version a : versions) {
            assertTrue(a.startsWith(a), a.toString());
            for (Version b : versions) {
                if (a.equals(b)) {
                    assertTrue(a.startsWith(b), () -> a + " and " + b);
                }
            }
        }
    }

    private static List<Version> generated() {
        Versions generator = Versions.seeded(33);
        List<Version> versions = new ArrayList<>();
        while (versions.size() < MANY) {
            String text = generator.next();
            Stream.of(text, generator.near(text), generator.near(text), text + ".0", text.replace(".", ".0"))
                    .map(Version::tryParse)
                    .forEach(version -> version.ifPresent(versions::add));
        }
        return versions;
    }
}
