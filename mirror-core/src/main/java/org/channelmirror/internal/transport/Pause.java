package org.channelmirror.internal.transport;

import java.time.Duration;

/** Waits in slices, so that a cancelled download does not sleep on. */
final class Pause {

    private static final Duration SLICE = Duration.ofMillis(100);

    private final Sleeper sleeper;

    Pause(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** In this process's own time. */
    static Sleeper system() {
        return time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
    }

    void sleep(Duration time, DownloadObserver observer) throws InterruptedException {
        Duration left = time;
        while (left.compareTo(Duration.ZERO) > 0) {
            if (observer.isCancelled()) {
                throw new InterruptedException("cancelled");
            }
            Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
            sleeper.sleep(slice);
            left = left.minus(slice);
        }
    }
}
