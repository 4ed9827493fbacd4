package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which account is to be deleted. Immutable.
 *
 * @param target where the mirror is kept; it stays open
 * @param account the account
 */
public record DeleteRequest(ChannelStorage target, AccountName account) {

    /** Refuses nulls. */
    public DeleteRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(account, "account");
    }
}
