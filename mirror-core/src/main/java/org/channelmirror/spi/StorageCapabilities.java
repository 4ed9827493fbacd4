package org.channelmirror.spi;

/**
 * What callers may plan on. Immutable.
 *
 * @param sharesWithoutCopy true if {@link ChannelStorage#share} takes no space
 * @param durable true if published content survives the end of the process
 * @param seesHolderDeath true if a lock is free as soon as its holder dies, without waiting for its time to live
 */
public record StorageCapabilities(boolean sharesWithoutCopy, boolean durable, boolean seesHolderDeath) {}
