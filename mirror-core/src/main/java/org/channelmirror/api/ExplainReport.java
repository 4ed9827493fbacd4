package org.channelmirror.api;

import java.util.List;
import java.util.Objects;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;

/**
 * What is said of the packages that were asked about. Immutable.
 *
 * @param account the account
 * @param packages the files, by subdir in the order in which they were looked at, and by name
 * @param further how many more records match, of files beyond the limit
 * @param subdirs where it was looked, noarch first
 * @param unread the subdirs of which some channel's index could not be read
 * @param warnings what a person should know
 */
public record ExplainReport(
        AccountName account,
        List<ExplainedPackage> packages,
        long further,
        List<Subdir> subdirs,
        List<Subdir> unread,
        List<MirrorWarning> warnings) {

    /** Copies the lists. */
    public ExplainReport {
        Objects.requireNonNull(account, "account");
        packages = List.copyOf(packages);
        subdirs = List.copyOf(subdirs);
        unread = List.copyOf(unread);
        warnings = List.copyOf(warnings);
    }

    /**
     * Says whether every channel's index could be read.
     *
     * @return true if no subdir is unread
     */
    public boolean isComplete() {
        return unread.isEmpty();
    }
}
