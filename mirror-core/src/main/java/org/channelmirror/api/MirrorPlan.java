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
 */
public record MirrorPlan(AccountName account, List<SubdirPlan> subdirs, List<MirrorWarning> warnings) {

    /** Copies the lists. */
    public MirrorPlan {
        Objects.requireNonNull(account, "account");
        subdirs = List.copyOf(subdirs);
        warnings = List.copyOf(warnings);
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
     * Says whether every subdir could be planned.
     *
     * @return true if none has a failure
     */
    public boolean isComplete() {
        return subdirs.stream().allMatch(subdir -> subdir.failure().isEmpty());
    }
}
