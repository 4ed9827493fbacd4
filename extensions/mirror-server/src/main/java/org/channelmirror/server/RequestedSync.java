package org.channelmirror.server;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;

/** A job that is one request. */
record RequestedSync(MirrorClient client, SyncRequest request) implements SyncJob {

    @Override
    public AccountName account() {
        return request.account();
    }

    @Override
    public MirrorReport sync(Cancellation cancellation) throws MirrorException {
        return client.sync(request.toBuilder().cancellation(cancellation).build());
    }
}
