package org.channelmirror.internal.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Byte strings one after the other in chunks, each whole within one and found again by its address. A string that is longer than
 * a chunk has one of its own.
 */
final class ByteStore {

    private static final int BITS = 20;
    private static final int CHUNK = 1 << BITS;
    private static final int MOST_CHUNKS = 1 << (Integer.SIZE - 1 - BITS);

    private byte[][] chunks = new byte[16][];
    private int count;
    private int used = CHUNK;
    private long allocated;

    /** Appends a string; answers its address. */
    int add(byte[] source, int offset, int length) {
        int wanted = varintLength(length) + length;
        if (used + wanted > CHUNK) {
            begin(Math.max(CHUNK, wanted));
        }
        byte[] chunk = chunks[count - 1];
        int address = ((count - 1) << BITS) | used;
        int at = putVarint(chunk, used, length);
        System.arraycopy(source, offset, chunk, at, length);
        used = at + length;
        return address;
    }

    private void begin(int size) {
        if (count == MOST_CHUNKS) {
            throw new IllegalStateException("more texts than can be addressed");
        }
        if (count == chunks.length) {
            chunks = Arrays.copyOf(chunks, count * 2);
        }
        chunks[count++] = new byte[size];
        allocated += size;
        used = 0;
    }

    String text(int address) {
        byte[] chunk = chunks[address >>> BITS];
        int at = address & (CHUNK - 1);
        int length = varint(chunk, at);
        return new String(chunk, at + varintLength(length), length, StandardCharsets.UTF_8);
    }

    boolean holds(int address, byte[] other, int offset, int length) {
        byte[] chunk = chunks[address >>> BITS];
        int at = address & (CHUNK - 1);
        if (varint(chunk, at) != length) {
            return false;
        }
        int start = at + varintLength(length);
        return Arrays.equals(chunk, start, start + length, other, offset, offset + length);
    }

    int hash(int address, int seed) {
        byte[] chunk = chunks[address >>> BITS];
        int at = address & (CHUNK - 1);
        int length = varint(chunk, at);
        return hash(chunk, at + varintLength(length), length, seed);
    }

    static int hash(byte[] bytes, int offset, int length, int seed) {
        int hash = seed;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        return hash ^ (hash >>> 13);
    }

    /** Hands out the numbers of a string that is made of them. */
    void numbers(int address, IntConsumer target) {
        byte[] chunk = chunks[address >>> BITS];
        int at = address & (CHUNK - 1);
        int length = varint(chunk, at);
        int i = at + varintLength(length);
        int end = i + length;
        while (i < end) {
            int number = varint(chunk, i);
            i += varintLength(number);
            target.accept(number);
        }
    }

    /** The memory that it takes. */
    long bytes() {
        return allocated;
    }

    static int putVarint(byte[] target, int at, int number) {
        int i = at;
        int left = number;
        while (left >= 0x80) {
            target[i++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        target[i++] = (byte) left;
        return i;
    }

    static int varintLength(int number) {
        int length = 1;
        for (int left = number >>> 7; left != 0; left >>>= 7) {
            length++;
        }
        return length;
    }

    private static int varint(byte[] source, int at) {
        int i = at;
        int shift = 0;
        int number = 0;
        while (source[i] < 0) {
            number |= (source[i++] & 0x7f) << shift;
            shift += 7;
        }
        return number | source[i] << shift;
    }
}
