package org.channelmirror.spi;

/** Whether {@link ChannelStorage#alias} made a folder readable under a second name. */
public enum AliasResult {
    /** What is below the folder is below the alias, too. */
    ALIASED,
    /** The storage has no aliases, and nothing was changed. */
    UNSUPPORTED
}
