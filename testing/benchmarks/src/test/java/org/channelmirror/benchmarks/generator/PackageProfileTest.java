package org.channelmirror.benchmarks.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PackageProfileTest {

    private static final int COUNT = 4000;

    @Test
    void someDependenciesArePopularAndManyAreRare() {
        PackageNames names = new PackageNames(COUNT);
        Map<String, Integer> uses = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            new PackageProfile(1, i, names)
                    .build(0).depends().stream()
                            .filter(spec -> spec.contains("-"))
                            .forEach(spec -> uses.merge(spec.split(" ", 2)[0], 1, Integer::sum));
        }

        int most = uses.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        long rare = uses.values().stream().filter(count -> count < 5).count();
        assertTrue(most > COUNT / 50 && most < COUNT / 2, most + " uses of the most popular one");
        assertTrue(rare > COUNT / 4, rare + " packages have fewer than 5 uses");
    }

    @Test
    void neighboursHaveNothingInCommon() {
        PackageNames names = new PackageNames(COUNT);
        PackageProfile profile = new PackageProfile(1, 10, names);
        PackageProfile next = new PackageProfile(1, 11, names);

        long common = profile.build(0).depends().stream()
                .filter(spec -> spec.contains("-"))
                .filter(next.build(0).depends()::contains)
                .count();
        assertEquals(0, common);
    }

    @Test
    void aBuildIsTheSameHoweverItIsReached() {
        PackageNames names = new PackageNames(COUNT);

        assertEquals(
                new PackageProfile(1, 10, names).build(7).stem(),
                new PackageProfile(1, 10, names).build(7).stem());
    }
}
