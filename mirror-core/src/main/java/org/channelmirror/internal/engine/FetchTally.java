package org.channelmirror.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageFailure;
import org.jspecify.annotations.Nullable;

/** Counts what an operation fetched and what it could not. Thread-safe. */
final class FetchTally {

    private @Nullable FailureLog log;
    private final List<PackageFailure> failures = new ArrayList<>();
    private long failed;
    private long downloaded;
    private long bytes;
    private long adopted;
    private long shared;

    /** From now on every failure goes to a log too, however many there are. */
    synchronized void logTo(FailureLog failures) {
        log = failures;
    }

    synchronized void downloaded(long size) {
        downloaded++;
        bytes += size;
    }

    synchronized void adopted() {
        adopted++;
    }

    synchronized void shared() {
        shared++;
    }

    synchronized void failed(PackageFailure failure) {
        failed++;
        if (log != null) {
            log.add(failure);
        }
        if (failures.size() < MirrorReport.MAX_FAILURES) {
            failures.add(failure);
        }
    }

    synchronized long downloadedCount() {
        return downloaded;
    }

    synchronized long downloadedBytes() {
        return bytes;
    }

    synchronized long adoptedCount() {
        return adopted;
    }

    synchronized long sharedCount() {
        return shared;
    }

    synchronized long failedCount() {
        return failed;
    }

    /** The first failures, by path. */
    synchronized List<PackageFailure> failures() {
        List<PackageFailure> sorted = new ArrayList<>(failures);
        sorted.sort(Comparator.comparing(PackageFailure::path));
        return sorted;
    }
}
