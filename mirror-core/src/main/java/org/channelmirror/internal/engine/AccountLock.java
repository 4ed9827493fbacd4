package org.channelmirror.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.LockedException;
import org.channelmirror.internal.state.Renaming;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;

/** Takes an account's lock, which every operation holds that changes the account. */
final class AccountLock {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);

    private AccountLock() {}

    /**
     * Takes it for an operation, without waiting.
     *
     * @param operation what others are told of the holder, such as {@code sync}
     */
    static Lease take(ChannelStorage storage, AccountName account, String operation, Instant now)
            throws IOException, LockedException, AccountException {
        Lease lease = lock(storage, account, operation, now);
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
    static AccountException unfinished(AccountName account, Renaming renaming) {
        return new AccountException(
                account,
                AccountException.Reason.RENAMING,
                "the rename of account " + renaming.from() + " to " + renaming.to()
                        + " did not come to its end; finish it with \"channel-mirror account rename " + renaming.from()
                        + " "
                        + renaming.to() + "\"");
    }

    /** Takes it also where a rename is under way, for what goes on with that. */
    static Lease lock(ChannelStorage storage, AccountName account, String operation, Instant now)
            throws IOException, LockedException {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .map(name -> " on " + name)
                .orElse("");
        LeaseOwner owner = new LeaseOwner(
                operation + ", process " + ProcessHandle.current().pid() + host, now);
        StoragePath path = StoragePath.of("accounts", account.value());
        LockAttempt attempt = storage.lock(path, owner, TIME_TO_LIVE);
        if (attempt instanceof LockAttempt.Held held) {
            throw new LockedException(account, held.owner());
        }
        return ((LockAttempt.Acquired) attempt).lease();
    }
}
