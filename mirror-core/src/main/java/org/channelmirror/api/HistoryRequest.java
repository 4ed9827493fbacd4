package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which packages' past to tell. The log knows a package by its file's name, its subdir and its channel: a spec that asks for
 * anything else means none. Immutable.
 *
 * @param target where the mirror is kept; it stays open
 * @param account the account, or empty for all
 * @param query the packages
 */
public record HistoryRequest(ChannelStorage target, Optional<AccountName> account, PackageQuery query) {

    /** Refuses nulls. */
    public HistoryRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(query, "query");
    }
}
