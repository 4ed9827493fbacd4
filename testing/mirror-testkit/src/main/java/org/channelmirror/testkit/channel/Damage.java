package org.channelmirror.testkit.channel;

import java.util.Arrays;
import java.util.Optional;

/** What is wrong with a package's file, while its record is right. */
public enum Damage {
    /** There is no such file. */
    ABSENT,
    /** One byte in the middle is wrong; the length is right. */
    FLIPPED_BYTE,
    /** The second half is missing. */
    TRUNCATED;

    Optional<byte[]> apply(byte[] bytes) {
        if (this == ABSENT) {
            return Optional.empty();
        }
        int middle = bytes.length / 2;
        byte[] damaged = Arrays.copyOf(bytes, this == TRUNCATED ? middle : bytes.length);
        if (this == FLIPPED_BYTE) {
            damaged[middle] ^= 1;
        }
        return Optional.of(damaged);
    }
}
