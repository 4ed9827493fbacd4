package org.channelmirror.spi;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** A lock is held no longer by whoever wrote under it: another took it over, or it was closed. */
public final class LeaseLostException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<LeaseOwner> owner;

    /**
     * Names the lock and who has it now.
     *
     * @param path the lock
     * @param owner who has it now, where that can be told
     */
    public LeaseLostException(StoragePath path, Optional<LeaseOwner> owner) {
        super("the lock " + path + " is no longer held"
                + owner.map(by -> ": it was taken over by " + by.description() + " at " + by.since())
                        .orElse("")
                + "; stop writing");
        this.owner = Objects.requireNonNull(owner, "owner");
    }

    /**
     * Who has the lock now.
     *
     * @return the new holder, where that can be told
     */
    public Optional<LeaseOwner> owner() {
        return owner;
    }
}
