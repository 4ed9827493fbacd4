package org.channelmirror.internal.table;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/** Byte strings, each kept once, numbered from 0 in the order in which they came. */
final class TextPool {

    private final ByteStore store = new ByteStore();
    private final IntColumn addresses = new IntColumn();
    /** So that nobody can write an index of which all texts fall into one slot. */
    private final int seed = ThreadLocalRandom.current().nextInt();

    /** Numbers from 1, and 0 for none. */
    private int[] slots = new int[1 << 10];

    int size() {
        return addresses.size();
    }

    /** The number of a string, which is taken in if it is new. */
    int add(byte[] bytes, int offset, int length) {
        int slot = slot(bytes, offset, length);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        addresses.add(store.add(bytes, offset, length));
        slots[slot] = addresses.size();
        if (addresses.size() * 2 > slots.length) {
            grow();
        }
        return addresses.size() - 1;
    }

    /** The number of a text, or -1. */
    int find(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return slots[slot(bytes, 0, bytes.length)] - 1;
    }

    String text(int number) {
        return store.text(addresses.get(number));
    }

    /** Hands out the numbers of a string that is made of them. */
    void numbers(int number, IntConsumer target) {
        store.numbers(addresses.get(number), target);
    }

    /** The memory that it takes. */
    long bytes() {
        return store.bytes() + addresses.bytes() + (long) slots.length * Integer.BYTES;
    }

    /** The slot that holds the string, or the free one where it belongs. */
    private int slot(byte[] bytes, int offset, int length) {
        int mask = slots.length - 1;
        int slot = ByteStore.hash(bytes, offset, length, seed) & mask;
        while (slots[slot] != 0 && !store.holds(addresses.get(slots[slot] - 1), bytes, offset, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int number = 0; number < addresses.size(); number++) {
            int slot = store.hash(addresses.get(number), seed) & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = number + 1;
        }
        slots = larger;
    }
}
