package org.channelmirror.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.channelmirror.model.AccountName;

/**
 * What a sync did. Immutable.
 *
 * @param account the account
 * @param subdirs what became of each subdir, noarch first
 * @param downloaded how many packages were fetched and verified
 * @param downloadedBytes their bytes
 * @param adopted how many packages were found stored already and verified instead of fetched
 * @param shared how many packages another account of the same storage had, so that they were stored once for both
 * @param failureCount how many packages could not be had
 * @param failures the first {@value #MAX_FAILURES} of them; all of them are in the account's failure file
 * @param warnings what a person should know
 * @param listenerErrors how many calls of the listener threw
 * @param duration how long it took
 * @param dependencies whether everything is selected that selected packages need
 */
public record MirrorReport(
        AccountName account,
        List<SubdirReport> subdirs,
        long downloaded,
        long downloadedBytes,
        long adopted,
        long shared,
        long failureCount,
        List<PackageFailure> failures,
        List<MirrorWarning> warnings,
        long listenerErrors,
        Duration duration,
        DependencyCheck dependencies) {

    /** How many failures a report holds at most. */
    public static final int MAX_FAILURES = 1000;

    /** Copies the lists. */
    public MirrorReport {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(dependencies, "dependencies");
        subdirs = List.copyOf(subdirs);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    /**
     * A report of a run in which nothing was shared and dependencies were not checked.
     *
     * @param account the account
     * @param subdirs what became of each subdir, noarch first
     * @param downloaded how many packages were fetched and verified
     * @param downloadedBytes their bytes
     * @param adopted how many packages were found stored already and verified instead of fetched
     * @param failureCount how many packages could not be had
     * @param failures the first {@value #MAX_FAILURES} of them
     * @param warnings what a person should know
     * @param listenerErrors how many calls of the listener threw
     * @param duration how long it took
     */
    public MirrorReport(
            AccountName account,
            List<SubdirReport> subdirs,
            long downloaded,
            long downloadedBytes,
            long adopted,
            long failureCount,
            List<PackageFailure> failures,
            List<MirrorWarning> warnings,
            long listenerErrors,
            Duration duration) {
        this(
                account,
                subdirs,
                downloaded,
                downloadedBytes,
                adopted,
                0,
                failureCount,
                failures,
                warnings,
                listenerErrors,
                duration,
                DependencyCheck.NONE);
    }

    /**
     * Says whether everything that was selected is here and published.
     *
     * @return true if no package failed, no subdir failed or was refused, and no dependency is missing that must not be
     */
    public boolean isComplete() {
        return failureCount == 0
                && dependencies.isMet()
                && subdirs.stream().allMatch(subdir -> subdir.outcome().isComplete());
    }

    /**
     * Says whether nothing at all could be done.
     *
     * @return true if there are subdirs and upstream's index of each of them could not be read
     */
    public boolean isTotalFailure() {
        return !subdirs.isEmpty()
                && subdirs.stream().allMatch(subdir -> subdir.outcome() == SubdirReport.Outcome.FAILED);
    }
}
