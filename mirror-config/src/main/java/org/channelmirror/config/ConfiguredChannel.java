package org.channelmirror.config;

import java.util.Objects;
import org.channelmirror.model.Channel;

/**
 * A channel of a configuration. Immutable and thread-safe. {@link #toString()} hides credentials; all components may have
 * them.
 *
 * @param written the channel as the file has it, with its variables expanded
 * @param origin the channel itself, after {@code channel_alias}
 * @param channel where it is read from, after {@code url_mapping}
 */
public record ConfiguredChannel(String written, Channel origin, Channel channel) {

    /** Refuses nulls. */
    public ConfiguredChannel {
        Objects.requireNonNull(written, "written");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(channel, "channel");
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
