package org.channelmirror.spi;

/**
 * When a filter is asked. The order is fixed, whatever the order in a configuration: a package is selected if every
 * {@link #LIMIT} and every {@link #CLOSED_LIST} accepts it and, in addition, either every {@link #REMOVAL} accepts it or some
 * {@link #EXCEPTION} does.
 */
public enum FilterStage {
    /** Hard limits, which nothing overrides. */
    LIMIT,
    /** The closed list: what it rejects is out. */
    CLOSED_LIST,
    /** Removals, which an exception may take back. */
    REMOVAL,
    /** Exceptions: what they accept comes back if only removals had rejected it. */
    EXCEPTION
}
