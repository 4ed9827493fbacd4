package org.channelmirror.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.channelmirror.model.DigestAlgorithm;

/**
 * The paths that came already, without regard to case: eight bytes of a hash each, of which no two of ten million paths are the same
 * by chance.
 */
final class SeenPaths {

    private long[] table = new long[1 << 12];
    private int count;
    private final java.security.MessageDigest digest = DigestAlgorithm.SHA256.newDigest();

    /** Takes a path; false if it, or one that differs only in case, came before. */
    boolean add(String path) {
        if (count * 2 >= table.length) {
            grow();
        }
        if (!put(table, key(path))) {
            return false;
        }
        count++;
        return true;
    }

    private long key(String path) {
        byte[] hash = digest.digest(path.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        long key = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            key = key << 8 | (hash[i] & 0xff);
        }
        return key == 0 ? 1 : key;
    }

    private static boolean put(long[] table, long key) {
        int mask = table.length - 1;
        int at = (int) (key & mask);
        while (table[at] != 0) {
            if (table[at] == key) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[at] = key;
        return true;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(key -> key != 0).forEach(key -> put(larger, key));
        table = larger;
    }
}
