package org.channelmirror.internal.snapshots;

import org.channelmirror.internal.operation.ShareBatch;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.StoragePath;

/** What an operation on an account's snapshots works with while it holds the lock. */
record SnapshotContext(Workplace work, SnapshotStore snapshots, Lease lease) {

    ChannelStorage storage() {
        return work.storage();
    }

    ShareBatch batch() {
        return new ShareBatch(storage(), lease);
    }

    StoragePath published(Subdir subdir, String fileName) {
        return work.store().published(subdir, fileName);
    }
}
