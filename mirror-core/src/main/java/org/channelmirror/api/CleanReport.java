package org.channelmirror.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.model.AccountName;

/**
 * What a clean did. Immutable.
 *
 * @param account the account
 * @param subdirs what became of each subdir, noarch first; none if the account was never filled
 * @param reasons how many packages left for which reason
 * @param deleted the files that were deleted in this run, those among them that an earlier one left to wait
 * @param waiting the files of this run that wait for the end of the grace period
 * @param due when that ends; empty if nothing waits
 * @param warnings what a person should know
 * @param duration how long it took
 * @param dependencies whether everything is here that the packages need which stay
 */
public record CleanReport(
        AccountName account,
        List<SubdirClean> subdirs,
        SortedMap<String, RemovedPackages> reasons,
        RemovedPackages deleted,
        RemovedPackages waiting,
        Optional<Instant> due,
        List<MirrorWarning> warnings,
        Duration duration,
        DependencyCheck dependencies) {

    /** Copies the collections. */
    public CleanReport {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(deleted, "deleted");
        Objects.requireNonNull(waiting, "waiting");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(dependencies, "dependencies");
        subdirs = List.copyOf(subdirs);
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
        warnings = List.copyOf(warnings);
    }

    /**
     * All that left the mirror's state.
     *
     * @return the sum over all subdirs
     */
    public RemovedPackages removed() {
        return subdirs.stream().map(SubdirClean::removed).reduce(RemovedPackages.NONE, RemovedPackages::plus);
    }

    /**
     * Says whether every subdir was cleaned.
     *
     * @return true if none has a failure and no dependency is missing that must not be
     */
    public boolean isComplete() {
        return dependencies.isMet()
                && subdirs.stream().allMatch(subdir -> subdir.failure().isEmpty());
    }

    /**
     * Says whether nothing at all could be done.
     *
     * @return true if there are subdirs and none of them could be cleaned
     */
    public boolean isTotalFailure() {
        return !subdirs.isEmpty()
                && subdirs.stream().allMatch(subdir -> subdir.failure().isPresent());
    }
}
