package org.channelmirror.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;

/**
 * What an account holds. Immutable.
 *
 * @param account the account
 * @param subdirs its subdirs, sorted; none if it was never filled
 */
public record MirrorStatus(AccountName account, List<SubdirStatus> subdirs) {

    /** Copies the list. */
    public MirrorStatus {
        Objects.requireNonNull(account, "account");
        subdirs = List.copyOf(subdirs);
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
