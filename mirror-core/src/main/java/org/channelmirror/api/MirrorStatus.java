package org.channelmirror.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.LeaseOwner;

/**
 * What an account holds. Immutable.
 *
 * @param account the account
 * @param subdirs its subdirs, sorted; none if it was never filled
 * @param upstream the channels that its packages came from, without secrets
 * @param lastRun who took the account's lock last, and when; empty where the storage does not keep that
 * @param result what the last run that ended came to; empty if none did yet
 * @param failureCount how many packages failed in the last sync
 * @param failures the first of them
 * @param snapshots its snapshots, sorted by name
 * @param labels the labels that show them, sorted by name
 * @param hold that it is held; empty if it is not
 * @param waiting the files that wait to be deleted
 */
public record MirrorStatus(
        AccountName account,
        List<SubdirStatus> subdirs,
        List<String> upstream,
        Optional<LeaseOwner> lastRun,
        Optional<RunResult> result,
        long failureCount,
        List<PackageFailure> failures,
        List<Snapshot> snapshots,
        List<SnapshotLabel> labels,
        Optional<Hold> hold,
        Waiting waiting) {

    /** Copies the lists. */
    public MirrorStatus {
        Objects.requireNonNull(account, "account");
        subdirs = List.copyOf(subdirs);
        upstream = List.copyOf(upstream);
        Objects.requireNonNull(lastRun, "lastRun");
        Objects.requireNonNull(result, "result");
        failures = List.copyOf(failures);
        snapshots = List.copyOf(snapshots);
        labels = List.copyOf(labels);
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(waiting, "waiting");
    }

    /**
     * When what is published changed last.
     *
     * @return the time of the last publication of any subdir; empty if nothing is published
     */
    public Optional<Instant> lastChanged() {
        return subdirs.stream().map(SubdirStatus::published).max(Comparator.naturalOrder());
    }

    /**
     * What runs came to. A run that came to the same as the one before is not noted by itself: a sync that finds nothing new writes
     * nothing. Immutable.
     *
     * @param outcome how the run ended
     * @param failedPackages how many packages failed
     * @param failedSubdirs how many subdirs failed
     * @param message why nothing could be done, without secrets; else empty
     * @param since when the first of the runs ended that came to this
     */
    public record RunResult(Outcome outcome, long failedPackages, long failedSubdirs, String message, Instant since) {

        /** Refuses nulls. */
        public RunResult {
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(since, "since");
        }

        /** How a run ended. */
        public enum Outcome {
            /** Everything that was asked for was done. */
            COMPLETE,
            /** Some packages or subdirs failed. */
            INCOMPLETE,
            /** Nothing could be done. */
            FAILED
        }
    }

    /**
     * The files that no index names any more and that are to be deleted when it is time. Immutable.
     *
     * @param files how many and how large
     * @param due when the first of them is due; empty if none waits
     */
    public record Waiting(RemovedPackages files, Optional<Instant> due) {

        /** There are none. */
        public static final Waiting NONE = new Waiting(RemovedPackages.NONE, Optional.empty());

        /** Refuses nulls. */
        public Waiting {
            Objects.requireNonNull(files, "files");
            Objects.requireNonNull(due, "due");
        }
    }

    /**
     * What one subdir holds. Immutable.
     *
     * @param subdir the subdir
     * @param packages how many packages its published index lists
     * @param bytes their sizes in bytes
     * @param published when its index was last published
     * @param upstream the URL that the index came from, without secrets; empty for an index that upstream does not have
     */
    public record SubdirStatus(Subdir subdir, long packages, long bytes, Instant published, Optional<String> upstream) {

        /** Refuses nulls. */
        public SubdirStatus {
            Objects.requireNonNull(subdir, "subdir");
            Objects.requireNonNull(published, "published");
            Objects.requireNonNull(upstream, "upstream");
        }
    }
}
