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
     */
    record Held(Optional<LeaseOwner> owner) implements LockAttempt {
        /** Refuses null. */
        public Held {
            Objects.requireNonNull(owner, "owner");
        }
    }
}
