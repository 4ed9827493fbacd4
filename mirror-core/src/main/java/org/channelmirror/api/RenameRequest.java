package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which account is to have which name. Immutable.
 *
 * @param target where the mirror is kept; it stays open
 * @param from its name
 * @param to the new name
 * @param lock what to do where another run holds one of the two
 */
public record RenameRequest(ChannelStorage target, AccountName from, AccountName to, LockPolicy lock) {

    /**
     * Refuses nulls.
     *
     * @throws IllegalArgumentException if both names are the same
     */
    public RenameRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(lock, "lock");
        if (from.equals(to)) {
            throw new IllegalArgumentException("the account " + from + " has that name already");
        }
    }

    /**
     * A request that respects locks.
     *
     * @param target where the mirror is kept; it stays open
     * @param from its name
     * @param to the new name
     * @throws IllegalArgumentException if both names are the same
     */
    public RenameRequest(ChannelStorage target, AccountName from, AccountName to) {
        this(target, from, to, LockPolicy.RESPECT);
    }
}
