package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.HttpAccess;
import org.channelmirror.internal.transport.HttpDownloader;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.MinimalRate;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;

/** Servers that are too slow, and those that are asked too fast. */
class HttpPaceTest extends TransportTestBase {

    private static final HttpTimeouts STRICT = new HttpTimeouts(
            Duration.ofSeconds(30), Duration.ofSeconds(30), new MinimalRate(1000, Duration.ofMillis(200)));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);

    @Test
    void aBodyThatTricklesIsBrokenOffAndGoneOnWith() throws Exception {
        use(downloader(20, STRICT));
        fault(Fault.on("/a").times(1).trickleAfter(50_000, Duration.ofMillis(5)));
        ResumingSink resuming = new ResumingSink();

        downloader.download(upstream.uri("/a"), Validator.NONE, resuming, observer);

        assertEquals(BODY, resuming.text());
        assertEquals(1, resuming.beginnings());
        assertTrue(observer.retries().get(0).contains(" sent only "), observer.retries()::toString);
    }

    @Test
    void aBodyThatAlwaysTricklesIsAFailure() {
        use(downloader(1, STRICT));
        fault(Fault.on("/a").trickleAfter(10, Duration.ofMillis(5)));

        TransferException failure = failure(upstream.uri("/a"));

        assertTrue(failure.getMessage().matches(".* sent only \\d+ bytes in \\d+ m?s .*"), failure::getMessage);
        assertTrue(failure.isRetryable());
        assertEquals(2, failure.attempts());
    }

    @Test
    void allTransfersTogetherKeepToTheLimit() throws Exception {
        AtomicLong nanos = new AtomicLong();
        BandwidthLimit limit = new BandwidthLimit(1_000_000, nanos::get, time -> nanos.addAndGet(time.toNanos()));
        RetrySchedule once = new RetrySchedule(new RetryPolicy(0, Duration.ZERO, Duration.ZERO), Clock.systemUTC());
        use(new HttpDownloader(4, HttpTimeouts.DEFAULT, once, HttpAccess.DEFAULT, limit));

        done("/a");
        long first = nanos.get();
        done("/a");

        assertEquals(BODY.length() * 1000L, first);
        assertEquals(2L * BODY.length() * 1000, nanos.get());
    }

    @Test
    void theWaitForBandwidthCanBeCancelled() {
        BandwidthLimit limit = new BandwidthLimit(1, System::nanoTime, time -> {
            slept.add(time);
            observer.cancel();
        });
        RetrySchedule once = new RetrySchedule(new RetryPolicy(0, Duration.ZERO, Duration.ZERO), Clock.systemUTC());
        use(new HttpDownloader(4, HttpTimeouts.DEFAULT, once, HttpAccess.DEFAULT, limit));

        assertThrows(InterruptedException.class, () -> get("/a"));
        assertEquals(1, slept.size());
    }

    @Test
    void waitsAreToldWithTheirReason() throws Exception {
        fault(Fault.on("/a").times(1).status(503, Map.of("Retry-After", "7")));
        fault(Fault.on("/a").times(1).reset());

        done("/a");

        String host = upstream.uri().getAuthority();
        assertEquals(
                "7000 ms: " + host + " answered with HTTP status 503",
                observer.waits().get(0));
        assertTrue(observer.waits().get(1).startsWith("500 ms: the connection to " + host + " broke"));
        assertEquals(2, observer.waits().size());
    }

    @Test
    void aHostThatAsksForFewerRequestsIsLeftAloneByAll() throws Exception {
        fault(Fault.on("/a").times(1).status(429, Map.of("Retry-After", "5")));
        Downloader run = blockedRun();
        Future<DownloadResult> first = start(run, "/a", observer);
        waiting.await();
        RecordingObserver second = new RecordingObserver();
        Future<DownloadResult> other = start(run, "/b", second);
        while (second.waits().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }

        assertEquals(1, upstream.requests().size());
        String reason = upstream.uri().getAuthority() + " asks for fewer requests (HTTP status 429)";
        assertEquals(List.of("5000 ms: " + reason), second.waits());
        release.countDown();

        assertInstanceOf(DownloadResult.Done.class, first.get());
        assertInstanceOf(DownloadResult.Done.class, other.get());
    }

    @Test
    void whoeverWaitsForAnotherCanBeCancelled() throws Exception {
        fault(Fault.on("/a").times(1).status(429, Map.of("Retry-After", "5")));
        Downloader run = blockedRun();
        Future<DownloadResult> first = start(run, "/a", observer);
        waiting.await();
        RecordingObserver second = new RecordingObserver();
        second.cancel();

        assertThrows(
                InterruptedException.class,
                () -> run.download(upstream.uri("/b"), Validator.NONE, new CollectingSink(), second));
        release.countDown();
        assertInstanceOf(DownloadResult.Done.class, first.get());
    }

    @Test
    void anErrorOfOneFileHoldsNobodyElseBack() throws Exception {
        fault(Fault.on("/a").times(1).status(503, Map.of("Retry-After", "5")));
        Downloader run = blockedRun();
        Future<DownloadResult> first = start(run, "/a", observer);
        waiting.await();

        assertInstanceOf(
                DownloadResult.Done.class,
                run.download(upstream.uri("/b"), Validator.NONE, new CollectingSink(), new RecordingObserver()));

        release.countDown();
        assertInstanceOf(DownloadResult.Done.class, first.get());
    }

    /** A run whose waits last until they are released. */
    private Downloader blockedRun() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8));
        use(downloader(
                4,
                HttpTimeouts.DEFAULT,
                new RetrySchedule(policy, Clock.fixed(NOW, ZoneOffset.UTC), () -> 0.5, time -> {
                    waiting.countDown();
                    release.await();
                })));
        return downloader.forRun();
    }

    private Future<DownloadResult> start(Downloader run, String path, RecordingObserver hears) {
        return threads.submit(() -> run.download(upstream.uri(path), Validator.NONE, new CollectingSink(), hears));
    }
}
