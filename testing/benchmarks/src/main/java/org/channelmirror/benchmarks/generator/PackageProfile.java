package org.channelmirror.benchmarks.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What all builds of one package have in common; it follows from the seed and the name's number alone. */
final class PackageProfile {

    private final String name;
    private final PackageKind kind;
    private final License license;
    private final int firstMajor;
    private final long firstTimestamp;
    private final List<String> depends = new ArrayList<>();
    private final List<String> constrains = new ArrayList<>();
    private final long seed;

    PackageProfile(long seed, int index, PackageNames names) {
        this.seed = mixed(mixed(seed) + index);
        SplittableRandom random = new SplittableRandom(this.seed);
        this.name = names.name(index);
        this.kind = PackageKind.of(name, random);
        this.license = License.choose(kind, random);
        this.firstMajor = random.nextInt(3);
        this.firstTimestamp = 1_500_000_000_000L + random.nextLong(50_000_000_000L);
        for (int i = 3 + random.nextInt(5); i > 0; i--) {
            depends.add(Dependency.spec(names, random));
        }
        if (random.nextInt(8) == 0) {
            constrains.add(Dependency.name(names, random) + " <" + (1 + random.nextInt(9)));
        }
    }

    String name() {
        return name;
    }

    /** The n-th build of the package, counted from its first version on. */
    PackageBuild build(int n) {
        SplittableRandom random = new SplittableRandom(mixed(seed + n));
        int release = n / kind.variants();
        int variant = n % kind.variants();
        int buildNumber = random.nextInt(10) < 7 ? 0 : 1 + random.nextInt(3);
        int patch = (int) ((seed >>> 8 ^ release) & 7);
        return new PackageBuild(
                name,
                kind.version(firstMajor + release / 12, release % 12, patch),
                kind.build(variant, buildNumber, random),
                buildNumber,
                dependsOf(variant),
                constrains,
                license,
                firstTimestamp + release * 2_600_000_000L + random.nextInt(10_000_000),
                random);
    }

    private List<String> dependsOf(int variant) {
        List<String> all = kind.depends(variant);
        all.addAll(depends);
        all.sort(null);
        return all;
    }

    /** Neighbouring seeds give streams that are shifted copies of each other; mixed ones do not. */
    private static long mixed(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
