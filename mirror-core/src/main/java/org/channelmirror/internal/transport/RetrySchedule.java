package org.channelmirror.internal.transport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private final RetryPolicy policy;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Pause pause;

    public RetrySchedule(RetryPolicy policy, Clock clock) {
        this(policy, clock, () -> ThreadLocalRandom.current().nextDouble(), Pause.system());
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
        this.pause = new Pause(sleeper);
    }

    /** Whether another attempt follows the one of this number, counted from 1. */
    boolean follows(int failedAttempt) {
        return failedAttempt <= policy.maxRetries();
    }

    Instant now() {
        return clock.instant();
    }

    /** How long to wait before the next attempt. */
    Duration delay(int failedAttempt, @Nullable String retryAfter) {
        Duration bound = policy.firstBackoff();
        for (int i = 1; i < failedAttempt && bound.compareTo(policy.maxBackoff()) < 0; i++) {
            bound = bound.multipliedBy(2);
        }
        if (bound.compareTo(policy.maxBackoff()) > 0) {
            bound = policy.maxBackoff();
        }
        Duration backoff = Duration.ofMillis((long) (bound.toMillis() * random.getAsDouble()));
        Duration asked = asked(retryAfter);
        return asked.compareTo(backoff) > 0 ? asked : backoff;
    }

    /** What the server asks for, as far as it is respected; zero if nothing. */
    Duration asked(@Nullable String retryAfter) {
        Duration asked = RetryAfter.parse(retryAfter, clock.instant());
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    /** Waits; the observer hears for how long and why. */
    void await(Duration delay, String reason, DownloadObserver observer) throws InterruptedException {
        if (!delay.isZero()) {
            observer.waits(delay, reason);
        }
        pause.sleep(delay, observer);
    }
}
