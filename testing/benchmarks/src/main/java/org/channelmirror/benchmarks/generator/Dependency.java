package org.channelmirror.benchmarks.generator;

import java.util.SplittableRandom;

/**
 * Dependencies on other packages of the channel. A few packages are wanted by many and most by few, and most recipes agree on
 * the range of versions, for it comes from one file of pins.
 */
final class Dependency {

    /** Scatters the popular packages over the alphabet; a prime above every count of names, so that each is reached. */
    private static final long STRIDE = 1_000_003;

    private Dependency() {}

    static String name(PackageNames names, SplittableRandom random) {
        return names.name(index(names, random));
    }

    static String spec(PackageNames names, SplittableRandom random) {
        int index = index(names, random);
        String name = names.name(index);
        int place = random.nextInt(10);
        if (place < 2) {
            return name;
        }
        SplittableRandom range = place < 8 ? new SplittableRandom(index) : random;
        int major = range.nextInt(6);
        String from = " >=" + major + "." + range.nextInt(20);
        return name + from + (range.nextInt(3) == 0 ? "" : "." + range.nextInt(9) + ",<" + (major + 1) + ".0a0");
    }

    private static int index(PackageNames names, SplittableRandom random) {
        double uniform = random.nextDouble();
        long rank = (long) (names.count() * uniform * uniform * uniform);
        return (int) (rank * STRIDE % names.count());
    }
}
