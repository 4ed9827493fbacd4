package org.channelmirror.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.api.LockedException;
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
