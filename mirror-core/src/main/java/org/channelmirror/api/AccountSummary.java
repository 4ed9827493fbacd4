package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;

/**
 * What is known of one of several accounts. Immutable.
 *
 * @param account its name
 * @param packages how many packages its published indexes list
 * @param bytes their sizes in bytes
 * @param origin what filled it; empty if that is not known
 */
public record AccountSummary(AccountName account, long packages, long bytes, Optional<AccountOrigin> origin) {

    /** Refuses nulls. */
    public AccountSummary {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(origin, "origin");
    }
}
