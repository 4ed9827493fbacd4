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
 */
public record RenameRequest(ChannelStorage target, AccountName from, AccountName to) {

    /**
     * Refuses nulls.
     *
     * @throws IllegalArgumentException if both names are the same
     */
    public RenameRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (from.equals(to)) {
            throw new IllegalArgumentException("the account " + from + " has that name already");
        }
    }
}
