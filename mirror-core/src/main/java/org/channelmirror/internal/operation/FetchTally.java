package org.channelmirror.internal.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageFailure;
import org.jspecify.annotations.Nullable;

/** Counts what an operation fetched and what it could not. Thread-safe. */
public final class FetchTally {

    private @Nullable FailureLog log;
    private final List<PackageFailure> failures = new ArrayList<>();
    private long failed;
    private long downloaded;
    private long bytes;
    private long adopted;
    private long shared;

    /** From now on every failure goes to a log too, however many there are. */
    public synchronized void logTo(FailureLog failures) {
        log = failures;
    }

    public synchronized void downloaded(long size) {
        downloaded++;
        bytes += size;
    }

    public synchronized void adopted() {
        adopted++;
    }

    public synchronized void shared() {
        shared++;
    }

    public synchronized void failed(PackageFailure failure) {
        failed++;
        if (log != null) {
            log.add(failure);
        }
        if (failures.size() < MirrorReport.MAX_FAILURES) {
            failures.add(failure);
        }
    }

    public synchronized long downloadedCount() {
        return downloaded;
    }

    public synchronized long downloadedBytes() {
        return bytes;
    }

    public synchronized long adoptedCount() {
        return adopted;
    }

    public synchronized long sharedCount() {
        return shared;
    }

    public synchronized long failedCount() {
        return failed;
    }

    /** The first failures, by path. */
    public synchronized List<PackageFailure> failures() {
        List<PackageFailure> sorted = new ArrayList<>(failures);
        sorted.sort(Comparator.comparing(PackageFailure::path));
        return sorted;
    }
}
