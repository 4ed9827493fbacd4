package org.channelmirror.filters;

import java.util.Arrays;

/** Records that wait for their turn. */
final class Worklist {

    private int[] records = new int[1024];
    private int size;

    void add(int record) {
        if (size == records.length) {
            records = Arrays.copyOf(records, size * 2);
        }
        records[size++] = record;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int take() {
        return records[--size];
    }
}
