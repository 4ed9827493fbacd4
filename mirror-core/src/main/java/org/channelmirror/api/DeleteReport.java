package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;

/**
 * What the deletion of an account removed. Immutable.
 *
 * @param account the account
 * @param files how many package files, those of its snapshots and labels too
 * @param bytes their sizes in bytes; what another account or a label shares takes its place still
 */
public record DeleteReport(AccountName account, long files, long bytes) {

    /** Refuses nulls. */
    public DeleteReport {
        Objects.requireNonNull(account, "account");
    }
}
