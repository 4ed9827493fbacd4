package org.channelmirror.benchmarks.generator;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** Random hexadecimal digits. */
final class Hex {

    private Hex() {}

    static String digits(SplittableRandom random, int count) {
        byte[] bytes = new byte[(count + 1) / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, count);
    }
}
