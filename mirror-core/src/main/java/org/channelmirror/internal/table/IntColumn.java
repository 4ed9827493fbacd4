package org.channelmirror.internal.table;

import java.util.Arrays;

/** A column of numbers that grows by chunks: nothing is copied, and no more is taken than a chunk too much. */
final class IntColumn {

    private static final int BITS = 14;
    private static final int CHUNK = 1 << BITS;

    private int[][] chunks = new int[16][];
    private int size;

    int size() {
        return size;
    }

    void add(int value) {
        int chunk = size >>> BITS;
        if ((size & (CHUNK - 1)) == 0) {
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, chunk * 2);
            }
            chunks[chunk] = new int[CHUNK];
        }
        chunks[chunk][size & (CHUNK - 1)] = value;
        size++;
    }

    int get(int index) {
        return chunks[index >>> BITS][index & (CHUNK - 1)];
    }

    void set(int index, int value) {
        chunks[index >>> BITS][index & (CHUNK - 1)] = value;
    }

    /** The memory that it takes. */
    long bytes() {
        return (long) ((size + CHUNK - 1) >>> BITS) * CHUNK * Integer.BYTES;
    }
}
