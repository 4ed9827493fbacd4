package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which account is to be deleted. Immutable.
 *
 * @param target where the mirror is kept; it stays open
 * @param account the account
 * @param lock what to do where another run holds it
 */
public record DeleteRequest(ChannelStorage target, AccountName account, LockPolicy lock) {

    /** Refuses nulls. */
    public DeleteRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(lock, "lock");
    }

    /**
     * A request that respects locks.
     *
     * @param target where the mirror is kept; it stays open
     * @param account the account
     */
    public DeleteRequest(ChannelStorage target, AccountName account) {
        this(target, account, LockPolicy.RESPECT);
    }
}
