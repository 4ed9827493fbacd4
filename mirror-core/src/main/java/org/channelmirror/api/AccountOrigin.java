package org.channelmirror.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What filled an account. Immutable.
 *
 * @param channels the URLs of the channels, without secrets, as they are before any mapping to other places
 * @param configuration where its configuration is; empty if it was filled without one
 */
public record AccountOrigin(List<String> channels, Optional<ConfigurationSource> configuration) {

    /** Copies the list. */
    public AccountOrigin {
        channels = List.copyOf(channels);
        Objects.requireNonNull(configuration, "configuration");
    }
}
