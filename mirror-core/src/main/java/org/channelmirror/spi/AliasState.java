package org.channelmirror.spi;

/** What {@link ChannelStorage#aliasState} found. */
public enum AliasState {
    /** The alias stands for the folder. */
    SET,
    /** It does not: it stands for another, or there is no such alias. */
    NOT_SET,
    /** The storage has no aliases, or cannot tell. */
    UNSUPPORTED
}
