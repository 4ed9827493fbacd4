package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which account to compare with its index. Immutable.
 *
 * @param target where the mirror is kept; it stays open
 * @param account the account
 * @param repair how the account is synced, to have what is damaged fetched again; empty to write nothing
 * @param cancellation the token that can stop the operation
 */
public record VerifyRequest(
        ChannelStorage target, AccountName account, Optional<SyncRequest> repair, Cancellation cancellation) {

    /** Refuses nulls. */
    public VerifyRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(repair, "repair");
        Objects.requireNonNull(cancellation, "cancellation");
    }

    /**
     * A request that only looks: it takes no lock and writes nothing.
     *
     * @param target where the mirror is kept; it stays open
     * @param account the account
     * @param cancellation the token that can stop the operation
     * @return the request
     */
    public static VerifyRequest looking(ChannelStorage target, AccountName account, Cancellation cancellation) {
        return new VerifyRequest(target, account, Optional.empty(), cancellation);
    }

    /**
     * A request that mends what it finds damaged, holding the account's lock.
     *
     * @param sync how the account is synced
     * @return the request, for the account and the storage of the sync
     */
    public static VerifyRequest repairing(SyncRequest sync) {
        return new VerifyRequest(sync.target(), sync.account(), Optional.of(sync), sync.cancellation());
    }
}
