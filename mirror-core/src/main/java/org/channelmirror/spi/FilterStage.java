package org.channelmirror.spi;

/**
 * When a filter is asked. The order is fixed, whatever the order in a configuration: a package is selected if every
 * {@link #LIMIT} accepts it, and some {@link #CLOSED_LIST} where there is one, and either every {@link #REMOVAL} or some
 * {@link #EXCEPTION}.
 */
public enum FilterStage {
    /** Hard limits, which nothing overrides. */
    LIMIT,
    /** The closed list: what it rejects is out. Several of them are one: what any of them accepts is in. */
    CLOSED_LIST,
    /** Removals, which an exception may take back. */
    REMOVAL,
    /** Exceptions: what they accept comes back if only removals had rejected it. */
    EXCEPTION
}
