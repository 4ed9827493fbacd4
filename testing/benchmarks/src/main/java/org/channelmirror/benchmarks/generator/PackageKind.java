package org.channelmirror.benchmarks.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a package is built for: decides its variants, its build strings and its first dependencies. */
enum PackageKind {
    /** An extension module, built for each Python 3. */
    PYTHON(9, 4),
    /** Python code alone, built for each Python 3 as in older recipes. */
    PURE_PYTHON(10, 3),
    /** A library or program of C or C++, in two variants that differ in the hash. */
    NATIVE(0, 2),
    /** A package of CRAN, built for each R 4. */
    R(2, 3);

    private final int firstMinor;
    private final int variants;

    PackageKind(int firstMinor, int variants) {
        this.firstMinor = firstMinor;
        this.variants = variants;
    }

    static PackageKind of(String name, SplittableRandom random) {
        if (name.startsWith("r-")) {
            return R;
        }
        if (name.startsWith("lib")) {
            return NATIVE;
        }
        int place = random.nextInt(100);
        return place < 60 ? PYTHON : place < 75 ? PURE_PYTHON : NATIVE;
    }

    int variants() {
        return variants;
    }

    String version(int major, int minor, int patch) {
        return this == R ? major + "." + minor + "_" + patch : major + "." + minor + "." + patch;
    }

    String build(int variant, int buildNumber, SplittableRandom random) {
        String hash = "h" + Hex.digits(random, 7);
        String suffix = "_" + buildNumber;
        int minor = firstMinor + variant;
        return switch (this) {
            case PYTHON -> "py3" + minor + hash + suffix;
            case PURE_PYTHON -> "py3" + minor + suffix;
            case NATIVE -> hash + suffix;
            case R -> "r4" + minor + hash + suffix;
        };
    }

    /** The dependencies that the build tool adds. */
    List<String> depends(int variant) {
        int minor = firstMinor + variant;
        List<String> depends = new ArrayList<>();
        if (this != PURE_PYTHON) {
            depends.add("__glibc >=2.17,<3.0.a0");
            depends.add("libgcc >=13");
        }
        switch (this) {
            case PYTHON -> {
                depends.add("libstdcxx >=13");
                depends.add("numpy >=1.19,<3");
                depends.add("python >=3." + minor + ",<3." + (minor + 1) + ".0a0");
                depends.add("python_abi 3." + minor + ".* *_cp3" + minor);
            }
            case PURE_PYTHON -> {
                depends.add("python >=3." + minor + ",<3." + (minor + 1) + ".0a0");
                depends.add("python_abi 3." + minor + ".* *_cp3" + minor);
            }
            case NATIVE -> depends.add("libstdcxx >=13");
            case R -> depends.add("r-base >=4." + minor + ",<4." + (minor + 1) + ".0a0");
        }
        return depends;
    }
}
