package org.channelmirror.internal.archive;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what an import does for one account. Thread-safe. */
final class ImportTally {

    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong arrivedBytes = new AtomicLong();
    private final AtomicLong found = new AtomicLong();

    void arrived(long bytes) {
        arrived.incrementAndGet();
        arrivedBytes.addAndGet(bytes);
    }

    void found() {
        found.incrementAndGet();
    }

    long arrivedCount() {
        return arrived.get();
    }

    long arrivedBytes() {
        return arrivedBytes.get();
    }

    long foundCount() {
        return found.get();
    }
}
