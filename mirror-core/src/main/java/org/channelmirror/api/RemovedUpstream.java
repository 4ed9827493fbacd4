package org.channelmirror.api;

/** What becomes of a package that upstream withdrew: it stands in upstream's {@code removed}, or is gone from its index. */
public enum RemovedUpstream {
    /** The file stays reachable by URL, the name goes to {@code removed}, so that solvers no longer choose it. */
    HIDE,
    /** The package stays listed with its last record. */
    KEEP,
    /** As {@link #HIDE}; and the next clean deletes the file. */
    REMOVE
}
