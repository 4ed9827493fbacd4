package org.channelmirror.api;

import java.util.List;
import java.util.Objects;
import org.channelmirror.model.AccountName;

/**
 * What a sync would do, found without writing anything. Immutable.
 *
 * @param account the account
 * @param subdirs what each subdir needs, noarch first
 * @param warnings what a person should know
 * @param dependencies whether everything is selected that selected packages need
 */
public record MirrorPlan(
        AccountName account, List<SubdirPlan> subdirs, List<MirrorWarning> warnings, DependencyCheck dependencies) {

    /** Copies the lists. */
    public MirrorPlan {
        Objects.requireNonNull(dependencies, "dependencies");
        Objects.requireNonNull(account, "account");
        subdirs = List.copyOf(subdirs);
        warnings = List.copyOf(warnings);
    }

    /**
     * A plan of which dependencies were not checked.
     *
     * @param account the account
     * @param subdirs what each subdir needs, noarch first
     * @param warnings what a person should know
     */
    public MirrorPlan(AccountName account, List<SubdirPlan> subdirs, List<MirrorWarning> warnings) {
        this(account, subdirs, warnings, DependencyCheck.NONE);
    }

    /**
     * How many packages would be fetched.
     *
     * @return the sum over all subdirs
     */
    public long toFetch() {
        return subdirs.stream().mapToLong(SubdirPlan::toFetch).sum();
    }

    /**
     * How many bytes would be fetched.
     *
     * @return the sum over all subdirs
     */
    public long bytesToFetch() {
        return subdirs.stream().mapToLong(SubdirPlan::bytesToFetch).sum();
    }

    /**
     * How many packages cannot be had, as is known before anything is fetched.
     *
     * @return the sum over all subdirs
     */
    public long unavailable() {
        return subdirs.stream().mapToLong(SubdirPlan::unavailable).sum();
    }

    /**
     * Says whether a sync can be complete.
     *
     * @return true if no subdir has a failure, no package is unavailable, and no dependency is missing that must not be
     */
    public boolean isComplete() {
        return dependencies.isMet()
                && unavailable() == 0
                && subdirs.stream().allMatch(subdir -> subdir.failure().isEmpty());
    }
}
