package org.channelmirror.spi;

import java.util.Objects;
import java.util.Optional;

/** What came of asking for a lock: it was acquired, or another holds it. */
public sealed interface LockAttempt {

    /**
     * The lock is held by the caller.
     *
     * @param lease to be closed by the caller
     */
    record Acquired(Lease lease) implements LockAttempt {
        /** Refuses null. */
        public Acquired {
            Objects.requireNonNull(lease, "lease");
        }
    }

    /**
     * Another holds the lock.
     *
     * @param owner who, where that can be told
     * @param holder what the storage knows of the holder's life
     */
    record Held(Optional<LeaseOwner> owner, Holder holder) implements LockAttempt {
        /** Refuses nulls. */
        public Held {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(holder, "holder");
        }
    }

    /** What a storage knows of the life of a lock's holder. It never goes by what the holder wrote of itself. */
    enum Holder {
        /** It lives: its death would have freed the lock. */
        ALIVE,
        /** It may be dead: the lock can outlive it. */
        UNKNOWN
    }
}
