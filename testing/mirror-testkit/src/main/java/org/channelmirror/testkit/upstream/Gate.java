package org.channelmirror.testkit.upstream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where stalled and delayed answers wait. Thread-safe. */
final class Gate {

    private final CountDownLatch someoneStalls = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    void stall() throws InterruptedException {
        someoneStalls.countDown();
        released.await();
    }

    void delay(Duration time) throws InterruptedException {
        closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean awaitStalled(Duration atMost) throws InterruptedException {
        return someoneStalls.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    void release() {
        released.countDown();
    }

    void close() {
        closed.countDown();
        released.countDown();
    }
}
