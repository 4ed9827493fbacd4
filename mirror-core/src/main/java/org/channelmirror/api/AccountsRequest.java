package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.spi.ChannelStorage;

/**
 * Which storage's accounts to list. Immutable.
 *
 * @param target where the mirrors are kept; it stays open
 */
public record AccountsRequest(ChannelStorage target) {

    /** Refuses nulls. */
    public AccountsRequest {
        Objects.requireNonNull(target, "target");
    }
}
