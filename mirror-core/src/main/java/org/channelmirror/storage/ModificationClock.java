package org.channelmirror.storage;

import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives no time twice. A file system's own times advance every few milliseconds only and it gives the inode of a deleted file to
 * the next one, so that without this two contents of the same size could have the same version token.
 */
final class ModificationClock {

    private final Clock clock;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    ModificationClock(Clock clock) {
        this.clock = clock;
    }

    FileTime next() {
        Instant now = clock.instant();
        long nanoseconds = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return FileTime.from(
                last.accumulateAndGet(nanoseconds, (before, given) -> Math.max(before + 1, given)),
                TimeUnit.NANOSECONDS);
    }
}
