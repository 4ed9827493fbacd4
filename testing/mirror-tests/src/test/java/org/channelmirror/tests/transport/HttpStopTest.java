package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.internal.transport.Sleeper;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;

/** Interruption, cancellation and failing sinks end a download at once and without a repetition. */
class HttpStopTest extends TransportTestBase {

    @Test
    void interruptionEndsAStalledBody() throws Exception {
        fault(Fault.on("/a").stallAfter(10));
        Running running = run("/a");
        observer.awaitBegun();

        running.thread.interrupt();

        running.assertInterrupted();
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void cancellationEndsAStalledBody() throws Exception {
        fault(Fault.on("/a").stallAfter(10));
        Running running = run("/a");
        observer.awaitBegun();

        observer.cancel();

        running.assertInterrupted();
        assertEquals(0, observer.retries().size(), "a cancelled request is no failure");
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void interruptionAndCancellationEndTheWaitForAConnection() throws Exception {
        use(downloader(1, HttpTimeouts.DEFAULT, new RetrySchedule(RetryPolicy.DEFAULT, Clock.systemUTC())));
        fault(Fault.on("/a").stallAfter(10));
        Running holder = run("/a");
        observer.awaitBegun();
        RecordingObserver second = new RecordingObserver();
        Running waiting = new Running(upstream.uri("/b"), second);
        Running alsoWaiting = new Running(upstream.uri("/b"), new RecordingObserver());

        second.cancel();
        waiting.assertInterrupted();
        alsoWaiting.thread.interrupt();
        alsoWaiting.assertInterrupted();

        observer.cancel();
        holder.assertInterrupted();
        assertEquals(0, upstream.requests("/b").size());
    }

    @Test
    void interruptionEndsTheWaitForARepetition() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        sleepingFor(time -> {
            waits.countDown();
            new CountDownLatch(1).await();
        });
        fault(Fault.on("/a").status(503));
        Running running = run("/a");
        waits.await();

        running.thread.interrupt();

        running.assertInterrupted();
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void cancellationEndsTheWaitForARepetition() throws Exception {
        sleepingFor(time -> {
            slept.add(time);
            observer.cancel();
        });
        fault(Fault.on("/a").status(503));
        Running running = run("/a");

        running.assertInterrupted();
        assertEquals(1, slept.size(), "the rest of the wait is not slept through");
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void anInterruptedThreadAsksForNothing() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> get("/a"));

        assertFalse(Thread.interrupted(), "the exception takes the flag with it");
        assertEquals(0, upstream.requests().size());
    }

    @Test
    void aFailingSinkEndsTheDownloadWithItsOwnFailure() {
        IOException full = new IOException("no space left");
        fault(Fault.on("/a").stallAfter(50_000));

        IOException thrown = assertThrows(
                IOException.class,
                () -> downloader.download(upstream.uri("/a"), Validator.NONE, failing(full), observer));

        // Had the rest of the body been waited for, the server's silence would have ended the test's patience.
        assertSame(full, thrown);
        assertEquals(1, upstream.requests().size());
        assertEquals(0, observer.retries().size());
    }

    @Test
    void anInterruptedSinkIsAnInterruption() {
        assertThrows(
                InterruptedException.class,
                () -> downloader.download(
                        upstream.uri("/a"), Validator.NONE, failing(new ClosedByInterruptException()), observer));

        assertFalse(Thread.interrupted(), "the exception takes the flag with it");
    }

    private void sleepingFor(Sleeper sleeper) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(8), Duration.ofSeconds(8));
        use(downloader(1, HttpTimeouts.DEFAULT, new RetrySchedule(policy, Clock.systemUTC(), () -> 0.9, sleeper)));
    }

    private static DownloadSink failing(IOException failure) {
        return new DownloadSink() {
            @Override
            public void restart() {}

            @Override
            public void accept(byte[] bytes, int offset, int length) throws IOException {
                if (failure instanceof ClosedByInterruptException) {
                    Thread.currentThread().interrupt();
                }
                throw failure;
            }
        };
    }

    private Running run(String path) {
        return new Running(upstream.uri(path), observer);
    }

    /** A download in a thread of its own. */
    private final class Running {

        private final FutureTask<Object> task;
        private final Thread thread;

        Running(URI uri, RecordingObserver hears) {
            task = new FutureTask<>(() -> {
                InterruptedException ended = assertThrows(
                        InterruptedException.class,
                        () -> downloader.download(uri, Validator.NONE, new CollectingSink(), hears));
                assertFalse(Thread.currentThread().isInterrupted(), "the exception takes the flag with it");
                return ended;
            });
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        void assertInterrupted() throws Exception {
            assertInstanceOf(InterruptedException.class, task.get());
        }
    }
}
