package org.channelmirror.server;

import java.util.Objects;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;

/** A mirror that the server keeps up to date. Thread-safe. */
public interface SyncJob {

    /**
     * The account that is synced.
     *
     * @return its name
     */
    AccountName account();

    /**
     * Syncs it.
     *
     * @param cancellation how the server stops it
     * @return what it came to
     * @throws MirrorException if it cannot be done
     */
    MirrorReport sync(Cancellation cancellation) throws MirrorException;

    /**
     * The same request again and again.
     *
     * @param client does it; it stays open
     * @param request what is done
     * @return the job
     */
    static SyncJob of(MirrorClient client, SyncRequest request) {
        return new RequestedSync(Objects.requireNonNull(client, "client"), Objects.requireNonNull(request, "request"));
    }
}
