package org.channelmirror.spec;

import java.util.List;
import java.util.Random;

/** Makes versions as they occur and as they might, many of them close to each other. */
final class Versions {

    private static final List<String> WORDS = List.of(
            "a", "b", "c", "rc", "alpha", "beta", "pre", "dev", "post", "devel", "posts", "g", "z", "de", "pos", "p",
            "r");
    private static final List<String> NUMBERS = List.of(
            "0", "1", "2", "9", "10", "11", "00", "01", "007", "20240131", "2147483647", "999999999999999999999999");

    private final Random random;
    private final List<String> numbers;

    private Versions(long seed, List<String> numbers) {
        this.random = new Random(seed);
        this.numbers = numbers;
    }

    static Versions seeded(long seed) {
        return new Versions(seed, NUMBERS);
    }

    /** Without the numbers of more than 31 bits, which CEP 33 does not allow. */
    static Versions ofCep33(long seed) {
        return new Versions(seed, NUMBERS.subList(0, NUMBERS.size() - 1));
    }

    String next() {
        StringBuilder version = new StringBuilder();
        if (random.nextInt(12) == 0) {
            version.append(random.nextInt(3)).append('!');
        }
        // Versions are read with both separators, but not with "-" and "_" in one.
        String separators = random.nextBoolean() ? "..._" : "...-";
        appendSegments(version, separators);
        if (random.nextInt(15) == 0) {
            version.append(separators.charAt(3));
        }
        if (random.nextInt(8) == 0) {
            version.append('+');
            appendSegments(version, separators);
        }
        return version.toString();
    }

    /** A version that differs from another in one character, or by a part at its end. */
    String near(String version) {
        int at = random.nextInt(version.length());
        return switch (random.nextInt(4)) {
            case 0 ->
                version
                        + List.of(".0", ".1", "a", "rc1", ".dev0", ".post1", "_1", ".0.0", "0")
                                .get(random.nextInt(9));
            case 1 -> version.substring(0, at) + version.substring(at + 1);
            case 2 -> version.substring(0, at) + "0.1adpr_".charAt(random.nextInt(8)) + version.substring(at);
            default -> version.substring(0, at) + "0129adpr".charAt(random.nextInt(8)) + version.substring(at + 1);
        };
    }

    private void appendSegments(StringBuilder version, String separators) {
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            boolean number = random.nextInt(3) > 0;
            for (int runs = random.nextInt(3); runs >= 0; runs--) {
                version.append(one(number ? numbers : WORDS));
                number = !number;
            }
            if (left > 1) {
                version.append(separators.charAt(random.nextInt(separators.length())));
            }
        }
    }

    private String one(List<String> of) {
        String text = of.get(random.nextInt(of.size()));
        return random.nextInt(20) == 0 ? text.toUpperCase(java.util.Locale.ROOT) : text;
    }
}
