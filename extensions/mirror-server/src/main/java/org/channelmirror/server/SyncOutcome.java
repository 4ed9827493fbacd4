package org.channelmirror.server;

/** How a sync that the server ran ended. */
enum SyncOutcome {
    COMPLETE,
    INCOMPLETE,
    FAILED,
    LOCKED,
    CANCELLED
}
