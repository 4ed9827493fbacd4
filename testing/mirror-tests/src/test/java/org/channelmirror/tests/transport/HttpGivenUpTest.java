package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;

/** A host that takes no connections is tried for one round, by one download for all, and then no more in that run. */
class HttpGivenUpTest extends TransportTestBase {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private TransferException failure(Downloader run, URI uri, RecordingObserver hears) {
        return assertThrows(
                TransferException.class, () -> run.download(uri, Validator.NONE, new CollectingSink(), hears));
    }

    @Test
    void aRefusingHostIsAskedForOneRound() throws Exception {
        upstream.refuse();
        Downloader run = downloader.forRun();

        TransferException first = failure(run, upstream.uri("/a"), observer);

        assertEquals(4, first.attempts());
        assertTrue(first.isRetryable());
        String problem = upstream.uri().getAuthority() + " refused the connection; it is given up for this run";
        assertEquals(upstream.uri("/a") + ": " + problem + " (after 4 attempts)", first.getMessage());
        assertEquals(3, observer.retries().size());
        assertEquals(List.of(problem), observer.givenUp());
        assertEquals(Duration.ofMillis(250 + 500 + 1000), totalSlept());
    }

    @Test
    void afterThatItIsNotAskedAtAllInThatRun() throws Exception {
        upstream.refuse();
        Downloader run = downloader.forRun();
        failure(run, upstream.uri("/a"), observer);
        Duration slept = totalSlept();
        upstream.accept();
        RecordingObserver second = new RecordingObserver();

        TransferException again = failure(run, upstream.uri("/b"), second);

        assertEquals(0, again.attempts());
        assertEquals(observer.givenUp(), second.givenUp());
        assertEquals(List.of(), second.retries());
        assertEquals(slept, totalSlept());
        assertEquals(0, upstream.requests().size());
        assertInstanceOf(
                DownloadResult.Done.class,
                downloader.forRun().download(upstream.uri("/b"), Validator.NONE, sink, observer),
                "another run asks");
    }

    @Test
    void aHostThatComesBackInTheRoundIsFine() throws Exception {
        upstream.refuse();
        use(downloader(
                4,
                HttpTimeouts.DEFAULT,
                new RetrySchedule(new RetryPolicy(3, LIMIT, LIMIT), Clock.fixed(NOW, ZoneOffset.UTC), () -> 0.01, t -> {
                    try {
                        upstream.accept();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })));

        done("/a");

        assertEquals(BODY, sink.text());
        assertEquals(1, observer.retries().size());
        assertEquals(List.of(), observer.givenUp());
    }

    @Test
    void aHostThatGoesDownInTheMiddleIsGivenUpToo() {
        fault(Fault.on("/a").refuse());

        TransferException failure = failure(upstream.uri("/a"));

        assertTrue(failure.getMessage().contains("is given up for this run"), failure::getMessage);
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void manyDownloadsShareTheRound() throws Exception {
        upstream.refuse();
        int downloads = 16;
        CountDownLatch all = new CountDownLatch(downloads);
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8));
        use(downloader(
                downloads,
                HttpTimeouts.DEFAULT,
                new RetrySchedule(policy, Clock.fixed(NOW, ZoneOffset.UTC), () -> 0.5, time -> {
                    all.await();
                    slept.add(time);
                })));
        Downloader run = downloader.forRun();
        ExecutorService threads = Executors.newFixedThreadPool(downloads);
        List<RecordingObserver> observers = new ArrayList<>();
        List<Future<TransferException>> failures = new ArrayList<>();
        try {
            for (int i = 0; i < downloads; i++) {
                RecordingObserver hears = new RecordingObserver();
                observers.add(hears);
                failures.add(threads.submit(() -> {
                    all.countDown();
                    return failure(run, upstream.uri("/a"), hears);
                }));
            }
            for (Future<TransferException> failure : failures) {
                assertTrue(failure.get().getMessage().contains("is given up for this run"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(Duration.ofMillis(250 + 500 + 1000), totalSlept(), "one round for all");
        assertEquals(
                3, observers.stream().mapToInt(hears -> hears.retries().size()).sum());
        assertTrue(observers.stream().allMatch(hears -> hears.givenUp().size() == 1));
    }

    @Test
    void aRoundLastsThirtySecondsAtMost() throws Exception {
        upstream.refuse();
        MovingClock clock = new MovingClock();
        use(downloader(
                1,
                HttpTimeouts.DEFAULT,
                new RetrySchedule(new RetryPolicy(100, LIMIT, LIMIT), clock, () -> 0.24, time -> {
                    slept.add(time);
                    clock.now = clock.now.plus(time);
                })));

        TransferException failure = failure(upstream.uri("/a"));

        assertEquals(5, failure.attempts());
        assertEquals(Duration.ofMillis(4 * 7200), totalSlept());
    }

    @Test
    void aNameThatIsNotKnownIsAskedForAgainUntilTheJvmForgets() {
        // A label of more than 63 characters: no name server needs to be asked.
        String host = "x".repeat(70) + ".invalid";

        TransferException failure = failure(URI.create("http://" + host + "/a"));

        assertEquals(4, failure.attempts());
        assertTrue(failure.isRetryable());
        assertTrue(failure.getMessage().contains("the host name " + host + " cannot be resolved"), failure::getMessage);
        assertTrue(failure.getMessage().contains("given up for this run"), failure::getMessage);
        assertEquals(Duration.ofMillis(250 + 500 + 11_000), totalSlept());
    }

    @Test
    void anotherHostIsNotConcerned() throws Exception {
        Downloader run = downloader.forRun();
        failure(run, URI.create("http://" + "x".repeat(70) + ".invalid/a"), observer);

        assertInstanceOf(DownloadResult.Done.class, run.download(upstream.uri("/a"), Validator.NONE, sink, observer));
    }

    private static final class MovingClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
