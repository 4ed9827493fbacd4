package org.channelmirror.storage;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;

/** Leases that end by a clock. */
final class MemoryLocks {

    private final Clock clock;
    private final Map<StoragePath, MemoryLease> last = new HashMap<>();

    MemoryLocks(Clock clock) {
        this.clock = clock;
    }

    synchronized LockAttempt lock(StoragePath path, LeaseOwner owner, Duration timeToLive) {
        MemoryLease before = last.get(path);
        if (before != null && before.isHeld()) {
            return new LockAttempt.Held(Optional.of(before.owner), LockAttempt.Holder.UNKNOWN);
        }
        return take(path, owner, timeToLive);
    }

    /** Its holder may live in a thread that nobody waits for any more. */
    synchronized LockAttempt take(StoragePath path, LeaseOwner owner, Duration timeToLive) {
        MemoryLease before = last.get(path);
        MemoryLease lease = new MemoryLease(path, owner, timeToLive, before == null ? 1 : before.fencingToken + 1);
        last.put(path, lease);
        return new LockAttempt.Acquired(lease);
    }

    synchronized Optional<LeaseOwner> lastOwner(StoragePath path) {
        return Optional.ofNullable(last.get(path)).map(MemoryLease::owner);
    }

    private final class MemoryLease implements Lease {

        private final StoragePath path;
        private final LeaseOwner owner;
        private final Duration timeToLive;
        private final long fencingToken;
        private Instant end;
        private boolean closed;

        private MemoryLease(StoragePath path, LeaseOwner owner, Duration timeToLive, long fencingToken) {
            this.path = path;
            this.owner = owner;
            this.timeToLive = timeToLive;
            this.fencingToken = fencingToken;
            this.end = clock.instant().plus(timeToLive);
        }

        private boolean isHeld() {
            return !closed && clock.instant().isBefore(end);
        }

        @Override
        public long fencingToken() {
            return fencingToken;
        }

        @Override
        public LeaseOwner owner() {
            return owner;
        }

        /** One that has expired is renewed all the same while nobody else took the lock. */
        @Override
        public void renew() throws IOException {
            synchronized (MemoryLocks.this) {
                if (closed || last.get(path) != this) {
                    Optional<LeaseOwner> now = Optional.ofNullable(last.get(path))
                            .filter(lease -> lease != this)
                            .map(MemoryLease::owner);
                    throw new LeaseLostException(path, now);
                }
                end = clock.instant().plus(timeToLive);
            }
        }

        @Override
        public void close() {
            synchronized (MemoryLocks.this) {
                closed = true;
            }
        }
    }
}
