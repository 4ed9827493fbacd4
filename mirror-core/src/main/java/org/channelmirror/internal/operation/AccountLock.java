package org.channelmirror.internal.operation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.LockedException;
import org.channelmirror.internal.state.Renaming;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;

/** Takes an account's lock, which every operation holds that changes the account. */
public final class AccountLock {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);

    private AccountLock() {}

    /**
     * Takes it for an operation, without waiting; it is renewed until it is closed.
     *
     * @param operation what others are told of the holder, such as {@code sync}
     */
    public static KeptLease take(
            ChannelStorage storage, AccountName account, String operation, Instant now, LockPolicy policy)
            throws IOException, LockedException, AccountException {
        KeptLease lease = lock(storage, account, operation, now, policy);
        try {
            Optional<Renaming> renaming = new StateStore(storage, account).renaming();
            if (renaming.isPresent()) {
                throw unfinished(account, renaming.get());
            }
            return lease;
        } catch (IOException | AccountException e) {
            lease.close();
            throw e;
        }
    }

    /** Says that a rename has to be brought to its end first. */
    public static AccountException unfinished(AccountName account, Renaming renaming) {
        return new AccountException(
                account,
                AccountException.Reason.RENAMING,
                "the rename of account " + renaming.from() + " to " + renaming.to()
                        + " did not come to its end; finish it with \"channel-mirror account rename " + renaming.from()
                        + " "
                        + renaming.to() + "\"");
    }

    /** Takes it also where a rename is under way, for what goes on with that. */
    public static KeptLease lock(
            ChannelStorage storage, AccountName account, String operation, Instant now, LockPolicy policy)
            throws IOException, LockedException {
        LeaseOwner owner = new LeaseOwner(ThisProcess.doing(operation), now);
        LockAttempt attempt = policy == LockPolicy.BREAK
                ? storage.breakLock(path(account), owner, TIME_TO_LIVE)
                : storage.lock(path(account), owner, TIME_TO_LIVE);
        if (attempt instanceof LockAttempt.Held held) {
            throw new LockedException(account, held.owner(), held.holder());
        }
        return KeptLease.of(((LockAttempt.Acquired) attempt).lease(), TIME_TO_LIVE.dividedBy(3));
    }

    /** Who took it last, whether the operation goes on or not. */
    public static Optional<LeaseOwner> lastOwner(ChannelStorage storage, AccountName account) throws IOException {
        return storage.lastOwner(path(account));
    }

    /** What a lost lock is to whoever called; empty if a failure is another one. */
    public static Optional<LockedException> lost(AccountName account, IOException failure) {
        return failure instanceof LeaseLostException lost
                ? Optional.of(LockedException.takenOver(account, lost.owner(), lost))
                : Optional.empty();
    }

    private static StoragePath path(AccountName account) {
        return StoragePath.of("accounts", account.value());
    }
}
