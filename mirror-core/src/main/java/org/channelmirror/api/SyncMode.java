package org.channelmirror.api;

/** Whether a sync trusts what is known from earlier runs. */
public enum SyncMode {
    /** Asks upstream only for what changed. */
    INCREMENTAL,
    /**
     * Forgets what upstream's indexes and the stored files were known to be: every index is asked for again, every stored
     * file is hashed, and only what is absent or differs is downloaded.
     */
    RESET
}
