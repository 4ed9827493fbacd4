package org.channelmirror.api;

/** What to do about an account that another run holds. */
public enum LockPolicy {
    /** Fail with {@link LockedException}. */
    RESPECT,
    /**
     * Take the account over, where the holder may be dead and its lock outlives it: on storages whose locks end by the clock, and
     * on file systems that machines share. If the holder lives all the same, its next write fails. Where the storage knows
     * that the holder lives this fails as {@link #RESPECT} does.
     */
    BREAK
}
