package org.channelmirror.internal.index;

import java.nio.file.Path;

/**
 * What a plan orders to be fetched or checked, in a file, so that a million orders take no memory.
 *
 * @param orders {@link UpstreamRecord} frames without JSON, in the order of their keys
 * @param count how many there are
 */
public record FetchQueue(Path orders, long count) {}
