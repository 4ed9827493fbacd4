package org.channelmirror.api;

import java.time.Duration;

/**
 * How often and how fast a failed request is repeated: exponential backoff with full jitter. Immutable and thread-safe.
 *
 * @param maxRetries how often a request is repeated after its first failure; 0 for never
 * @param firstBackoff the upper bound of the wait before the first repetition; it doubles with each
 * @param maxBackoff the upper bound of any wait
 */
public record RetryPolicy(int maxRetries, Duration firstBackoff, Duration maxBackoff) {

    /** Five repetitions, beginning at half a second, at most eight seconds apart. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(8));

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is negative or the first backoff is longer than the longest
     */
    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries is 0 or more, not " + maxRetries);
        }
        if (firstBackoff.isNegative() || firstBackoff.compareTo(maxBackoff) > 0) {
            throw new IllegalArgumentException(
                    "backoff from " + firstBackoff + " to " + maxBackoff + " is not a range");
        }
    }
}
