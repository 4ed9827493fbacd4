package org.channelmirror.internal.snapshots;

import org.channelmirror.api.IntegrityException;

/** What is said of a snapshot that is not whole any more. */
public final class DamagedSnapshot {

    private static final String REMEDY =
            "\"verify --repair\" mends it where the account has the same bytes; else it cannot be made"
                    + " whole, and another snapshot has to do";

    private DamagedSnapshot() {}

    public static IntegrityException at(String path, String problem) {
        return new IntegrityException(path, problem, REMEDY);
    }
}
