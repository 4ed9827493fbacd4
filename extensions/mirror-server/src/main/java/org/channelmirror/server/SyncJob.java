package org.channelmirror.server;

import java.util.Objects;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.SyncRequest;

/**
 * A mirror that the server keeps up to date. Immutable.
 *
 * @param client does it; it stays open
 * @param request what is done; the server stops it with a cancellation of its own
 */
public record SyncJob(MirrorClient client, SyncRequest request) {

    /** Refuses nulls. */
    public SyncJob {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(request, "request");
    }
}
