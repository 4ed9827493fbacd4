package org.channelmirror.server;

import java.util.List;
import org.channelmirror.api.MirrorException;

/** Finds the mirrors that the server keeps up to date, anew each time that it is about to sync them. Thread-safe. */
@FunctionalInterface
public interface SyncJobs {

    /**
     * The mirrors of now.
     *
     * @return a job for each, of different accounts
     * @throws MirrorException if they cannot be found
     */
    List<SyncJob> find() throws MirrorException;
}
