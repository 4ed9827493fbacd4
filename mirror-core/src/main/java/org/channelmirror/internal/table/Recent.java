package org.channelmirror.internal.table;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What was made of numbers of late. It holds so many values at most; one that was pushed out is made again. */
final class Recent<T extends @Nullable Object> {

    private final int[] numbers;
    private final Object[] values;
    private final IntFunction<T> maker;

    /** The capacity is a power of two. */
    Recent(int capacity, IntFunction<T> maker) {
        this.numbers = new int[capacity];
        this.values = new Object[capacity];
        this.maker = maker;
    }

    @SuppressWarnings("unchecked")
    T get(int number) {
        int slot = number & (numbers.length - 1);
        if (numbers[slot] != number + 1) {
            values[slot] = maker.apply(number);
            numbers[slot] = number + 1;
        }
        return (T) values[slot];
    }
}
