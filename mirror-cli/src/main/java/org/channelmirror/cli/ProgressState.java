package org.channelmirror.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a sync is.
 *
 * @param files how many packages arrived
 * @param failed how many could not be had
 * @param plannedFiles how many packages the subdirs planned so far need
 * @param bytes how many bytes arrived
 * @param plannedBytes how many bytes the subdirs planned so far need
 * @param troubles what went wrong on the way
 */
record ProgressState(long files, long failed, long plannedFiles, long bytes, long plannedBytes, Troubles troubles) {

    /**
     * What a person who waits may want to know.
     *
     * @param retried how many attempts were repeated
     * @param quarantined how many files came with other bytes than listed
     * @param waiting how many packages wait for a further attempt or for their host now
     */
    record Troubles(long retried, long quarantined, long waiting) {

        static final Troubles NONE = new Troubles(0, 0, 0);

        private String text() {
            return (retried == 0 ? "" : ", " + retried + " retried")
                    + (quarantined == 0 ? "" : ", " + quarantined + " quarantined")
                    + (waiting == 0 ? "" : ", " + waiting + " waiting");
        }
    }

    ProgressState(long files, long failed, long plannedFiles, long bytes, long plannedBytes) {
        this(files, failed, plannedFiles, bytes, plannedBytes, Troubles.NONE);
    }

    /** Bytes a second. */
    long rate(Duration elapsed) {
        return elapsed.isZero() ? 0 : Math.round(bytes * 1000.0 / Math.max(1, elapsed.toMillis()));
    }

    /** How long the rest takes at the rate so far, once that can be told. */
    Optional<Duration> left(Duration elapsed) {
        long rate = rate(elapsed);
        if (rate == 0 || plannedBytes < bytes) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds((plannedBytes - bytes + rate - 1) / rate));
    }

    /** Such as {@code 3 of 9 files, 1 failed, 2 retried}. */
    String filesText() {
        return files + " of " + plannedFiles + " files" + (failed == 0 ? "" : ", " + failed + " failed")
                + troubles.text();
    }
}
