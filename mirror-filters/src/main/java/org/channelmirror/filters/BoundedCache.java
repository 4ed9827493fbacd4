package org.channelmirror.filters;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Remembers answers to the questions that come first, which in repodata are the usual ones; all others, and long ones, are answered
 * anew. Never changes an answer. Thread-safe.
 */
final class BoundedCache<K, V> {

    private static final int MAX_ENTRIES = 4096;
    private static final int MAX_LENGTH = 1_000;

    private final ConcurrentMap<K, V> answers = new ConcurrentHashMap<>();
    private final ToIntFunction<K> length;

    /** Takes how many characters a question has. */
    BoundedCache(ToIntFunction<K> length) {
        this.length = length;
    }

    V get(K question, Function<K, V> answer) {
        V known = answers.get(question);
        if (known != null) {
            return known;
        }
        V found = answer.apply(question);
        if (answers.size() < MAX_ENTRIES && length.applyAsInt(question) <= MAX_LENGTH) {
            answers.putIfAbsent(question, found);
        }
        return found;
    }
}
