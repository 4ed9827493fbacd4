package org.channelmirror.api;

import org.channelmirror.model.Channel;

/** Nothing at a channel's URL is a conda channel. */
public final class ChannelNotFoundException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final transient Channel channel;

    /**
     * Names the channel.
     *
     * @param channel the channel
     * @param detail what was looked for and not found
     */
    public ChannelNotFoundException(Channel channel, String detail) {
        super(
                "no conda channel at " + channel + ": " + detail
                        + "; check the URL (it names the channel's root, without a subdir)",
                channel.redactedUrl(),
                false,
                null);
        this.channel = channel;
    }

    /**
     * The channel.
     *
     * @return what was asked for
     */
    public Channel channel() {
        return channel;
    }
}
