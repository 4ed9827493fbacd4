package org.channelmirror.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.internal.transport.AttemptFailedException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts take connections, for all downloads of one run. When one refuses or cannot be resolved, one download tries it again
 * for all; if that does not help, the host is given up: no download of the run asks it any more. A host that wants to be asked less
 * often is left alone by all. Thread-safe.
 */
final class Hosts {

    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    /** The JVM remembers for ten seconds that a name could not be resolved: before that, asking again asks nobody. */
    private static final Duration NAMES_REMEMBERED = Duration.ofSeconds(11);

    /** Redirects may lead anywhere; more hosts than these are not remembered. */
    private static final int MOST = 1000;

    private final RetrySchedule retries;
    private final Map<String, Host> troubled = new ConcurrentHashMap<>();
    private final Map<String, String> behind = new ConcurrentHashMap<>();

    Hosts(RetrySchedule retries) {
        this.retries = retries;
    }

    /** One attempt at something from a host. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws AttemptFailedException, SinkFailedException, InterruptedException;
    }

    /** Makes an attempt when the host can be asked, and again while it takes no connection but may yet. */
    <T> T reach(HttpTarget target, DownloadObserver observer, Attempt<T> attempt)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        for (int failures = 1; ; failures++) {
            enter(target, observer);
            Instant began = retries.now();
            try {
                return attempt.run();
            } catch (AttemptFailedException e) {
                if (!e.isUnreachable()) {
                    throw e;
                }
                Host host = host(target, e);
                if (host.beginRound(e.problem())) {
                    try {
                        return tryAgain(host, e, began, observer, attempt);
                    } finally {
                        host.endRound();
                    }
                }
                if (!retries.follows(failures)) {
                    // Others reached it in their rounds, and this one came at the wrong moments.
                    throw AttemptFailedException.passing(e.problem(), e.getCause());
                }
            }
        }
    }

    /** Waits before a further attempt; where the host asked for it, everybody else who wants something from it waits too. */
    void await(AttemptFailedException failure, Duration delay, DownloadObserver observer) throws InterruptedException {
        if (failure.kind() != Kind.BUSY || retries.asked(failure.retryAfter()).isZero()) {
            retries.await(delay, failure.problem(), observer);
            return;
        }
        Host host = host(failure.endpoint().orElseThrow());
        host.hold(delay, failure.problem());
        try {
            retries.await(delay, failure.problem(), observer);
        } finally {
            host.release();
        }
    }

    private <T> T tryAgain(
            Host host, AttemptFailedException first, Instant began, DownloadObserver observer, Attempt<T> attempt)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        AttemptFailedException failure = first;
        Instant tried = began;
        for (int failures = 1; ; failures++) {
            Duration delay = delay(failure, failures, began);
            Duration last = Duration.between(tried, retries.now());
            Duration end = Duration.between(began, retries.now()).plus(delay).plus(last);
            if (!retries.follows(failures) || end.compareTo(LONGEST_ROUND) > 0) {
                host.giveUp(failure);
                throw failure.givenUp(failures);
            }
            observer.retried(failures, failure.problem());
            host.tell(delay, failure.problem());
            retries.await(delay, failure.problem(), observer);
            tried = retries.now();
            try {
                return attempt.run();
            } catch (AttemptFailedException e) {
                if (!e.isUnreachable()) {
                    throw e;
                }
                failure = e;
            }
        }
    }

    private Duration delay(AttemptFailedException failure, int failures, Instant began) {
        Duration delay = retries.delay(failures, null);
        if (failure.kind() == Kind.UNRESOLVED && retries.follows(failures) && !retries.follows(failures + 1)) {
            Duration rest = NAMES_REMEMBERED.minus(Duration.between(began, retries.now()));
            return rest.compareTo(delay) > 0 ? rest : delay;
        }
        return delay;
    }

    private void enter(HttpTarget target, DownloadObserver observer)
            throws AttemptFailedException, InterruptedException {
        String endpoint = target.endpoint();
        enter(troubled.get(endpoint), observer);
        String hop = behind.get(endpoint);
        if (hop != null) {
            enter(troubled.get(hop), observer);
        }
    }

    private static void enter(@Nullable Host host, DownloadObserver observer)
            throws AttemptFailedException, InterruptedException {
        if (host != null) {
            host.enter(observer);
        }
    }

    /** The host that failed: a proxy's failure is every target's behind it. */
    private Host host(HttpTarget target, AttemptFailedException failure) {
        String endpoint = failure.endpoint().orElseThrow();
        if (!endpoint.equals(target.endpoint()) && behind.size() < MOST) {
            behind.put(target.endpoint(), endpoint);
        }
        return host(endpoint);
    }

    private Host host(String endpoint) {
        return troubled.size() < MOST
                ? troubled.computeIfAbsent(endpoint, absent -> new Host())
                : troubled.getOrDefault(endpoint, new Host());
    }
}
