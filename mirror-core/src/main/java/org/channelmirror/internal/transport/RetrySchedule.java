package org.channelmirror.internal.transport;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.channelmirror.api.RetryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is repeated: after a random part of a bound that doubles (full jitter), but not before the server's
 * {@code Retry-After}, of which two minutes are respected. Thread-safe if its parts are.
 */
public final class RetrySchedule {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(2);

    /** Waits are cut into slices, so that a cancelled download does not sleep on. */
    private static final Duration SLICE = Duration.ofMillis(100);

    private final RetryPolicy policy;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Sleeper sleeper;

    public RetrySchedule(RetryPolicy policy, Clock clock) {
        this(
                policy,
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000));
    }

    /**
     * With parts of one's own.
     *
     * @param random numbers from 0 to below 1
     */
    public RetrySchedule(RetryPolicy policy, Clock clock, DoubleSupplier random, Sleeper sleeper) {
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
    }

    /** Whether another attempt follows the one of this number, counted from 1. */
    boolean follows(int failedAttempt) {
        return failedAttempt <= policy.maxRetries();
    }

    /** Waits until the next attempt is due. */
    void await(int failedAttempt, @Nullable String retryAfter, DownloadObserver observer) throws InterruptedException {
        Duration left = delay(failedAttempt, retryAfter);
        while (left.compareTo(Duration.ZERO) > 0) {
            if (observer.isCancelled()) {
                throw new InterruptedException("cancelled");
            }
            Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
            sleeper.sleep(slice);
            left = left.minus(slice);
        }
    }

    private Duration delay(int failedAttempt, @Nullable String retryAfter) {
        Duration bound = policy.firstBackoff();
        for (int i = 1; i < failedAttempt && bound.compareTo(policy.maxBackoff()) < 0; i++) {
            bound = bound.multipliedBy(2);
        }
        if (bound.compareTo(policy.maxBackoff()) > 0) {
            bound = policy.maxBackoff();
        }
        Duration backoff = Duration.ofMillis((long) (bound.toMillis() * random.getAsDouble()));
        Duration asked = RetryAfter.parse(retryAfter, clock.instant());
        if (asked.compareTo(LONGEST_RETRY_AFTER) > 0) {
            asked = LONGEST_RETRY_AFTER;
        }
        return asked.compareTo(backoff) > 0 ? asked : backoff;
    }
}
