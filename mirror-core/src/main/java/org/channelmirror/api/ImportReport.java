package org.channelmirror.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.channelmirror.model.AccountName;

/**
 * What an import did, or would do. Immutable.
 *
 * @param accounts what became of each account
 * @param warnings what a person should know
 * @param duration how long it took
 */
public record ImportReport(List<ImportedAccount> accounts, List<MirrorWarning> warnings, Duration duration) {

    /** Copies the lists. */
    public ImportReport {
        Objects.requireNonNull(duration, "duration");
        accounts = List.copyOf(accounts);
        warnings = List.copyOf(warnings);
    }

    /**
     * What became of one account. Immutable.
     *
     * @param account its name here
     * @param subdirs what became of each subdir, noarch first; none of a dry run
     * @param arrived how many packages came out of the archive
     * @param arrivedBytes their sizes
     * @param found how many packages of the archive were here already
     */
    public record ImportedAccount(
            AccountName account, List<SubdirReport> subdirs, long arrived, long arrivedBytes, long found) {

        /** Copies the list. */
        public ImportedAccount {
            Objects.requireNonNull(account, "account");
            subdirs = List.copyOf(subdirs);
        }
    }
}
