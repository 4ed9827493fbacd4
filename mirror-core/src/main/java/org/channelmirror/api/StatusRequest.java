package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which account to tell about. Immutable.
 *
 * @param target where the mirror is kept; it stays open
 * @param account the account
 */
public record StatusRequest(ChannelStorage target, AccountName account) {

    /** Refuses nulls. */
    public StatusRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(account, "account");
    }
}
