package org.channelmirror.spi;

/** How {@link ChannelStorage#share} put the same bytes at a second path. */
public enum ShareResult {
    /** Both paths are one file: no space was taken. */
    LINKED,
    /** The storage copied on its side: nothing went over the network. */
    COPIED_BY_STORAGE,
    /** The bytes were read and written again. */
    COPIED
}
