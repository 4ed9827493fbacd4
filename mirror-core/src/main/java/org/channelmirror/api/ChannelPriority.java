package org.channelmirror.api;

/** Which of several channels supplies a package that more than one of them has. */
public enum ChannelPriority {
    /** The first channel that lists a file name wins it. Where another lists the name with another content, that is a warning. */
    FLEXIBLE,
    /**
     * The first channel that has a package's name supplies every version and build of it, so that no client is offered a name by
     * two channels. For a platform, a channel has the names that it lists there and in noarch; for noarch, the names that it lists
     * in any of the mirrored subdirs. A name counts whether or not the filters select a package of it. What another channel lists
     * under such a name is treated as if it were not listed.
     */
    STRICT
}
