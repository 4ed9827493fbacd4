package org.channelmirror.internal.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds all transfers together to so many bytes a second: whoever read some waits until their time is over. What was not used does
 * not add up, but for a tenth of a second. Thread-safe.
 */
public final class BandwidthLimit {

    private static final long SECOND = 1_000_000_000;
    private static final long BURST = SECOND / 10;

    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private final Pause pause;
    private long free;

    /** For this process's own time. */
    public BandwidthLimit(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, Pause.system());
    }

    /**
     * With parts of one's own.
     *
     * @param nanos a time that only goes forward
     */
    public BandwidthLimit(long bytesPerSecond, LongSupplier nanos, Sleeper sleeper) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a limit is at least 1 byte a second, not " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.pause = new Pause(sleeper);
        this.free = nanos.getAsLong();
    }

    /** As good as none. */
    public static BandwidthLimit none() {
        return new BandwidthLimit(Long.MAX_VALUE);
    }

    /** How much to read at once, so that several transfers take turns: a tenth of a second's bytes. */
    int portion(int most) {
        return (int) Math.max(1, Math.min(most, bytesPerSecond / 10));
    }

    /** Returns when bytes that have come are paid for. */
    void take(int bytes, DownloadObserver observer) throws InterruptedException {
        pause.sleep(Duration.ofNanos(reserve(bytes)), observer);
    }

    private synchronized long reserve(int bytes) {
        long now = nanos.getAsLong();
        if (free - now < -BURST) {
            free = now - BURST;
        }
        free += bytes * SECOND / bytesPerSecond;
        return Math.max(0, free - now);
    }
}
