package org.channelmirror.api;

/** When the files go that a clean takes out of the index. */
public enum DeletionTime {
    /** When the grace period is over, by the next operation that changes the account: clients may still read the old index. */
    AFTER_GRACE_PERIOD,
    /** At once, with all that wait from earlier: a client that read the old index finds them gone. */
    NOW
}
