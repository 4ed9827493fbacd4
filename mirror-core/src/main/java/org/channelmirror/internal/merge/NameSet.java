package org.channelmirror.internal.merge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.channelmirror.model.DigestAlgorithm;

/**
 * Package names, each kept as the first eight bytes of its SHA-256: an index of nothing but different names is no burden either.
 * Two of a million names share them once in forty million such sets.
 */
public final class NameSet {

    /** No names. */
    public static final NameSet EMPTY = new NameSet(new long[0]);

    private final long[] sorted;

    private NameSet(long[] sorted) {
        this.sorted = sorted;
    }

    public static long key(String name) {
        byte[] digest = DigestAlgorithm.SHA256.newDigest().digest(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    public boolean contains(long key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }

    /** How many names there are. */
    public int size() {
        return sorted.length;
    }

    /** Collects names; those of one index come in runs. */
    public static final class Builder {

        private long[] keys = new long[1024];
        private int count;
        private String last = "";

        public void add(String name) {
            if (name.equals(last)) {
                return;
            }
            last = name;
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
            }
            keys[count++] = key(name);
        }

        public NameSet build() {
            Arrays.sort(keys, 0, count);
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || keys[i] != keys[i - 1]) {
                    keys[distinct++] = keys[i];
                }
            }
            return new NameSet(Arrays.copyOf(keys, distinct));
        }
    }
}
