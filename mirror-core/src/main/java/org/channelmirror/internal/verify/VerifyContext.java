package org.channelmirror.internal.verify;

import java.nio.file.Path;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;

/** What every part of a verification needs to know. */
public record VerifyContext(
        ChannelStorage storage,
        StateStore store,
        Events events,
        Path scratch,
        int maxParallel,
        Cancellation cancellation) {

    public CatalogSource catalogs(Subdir subdir) {
        return new CatalogSource(storage, store, events, scratch, SyncMode.INCREMENTAL, subdir);
    }

    /** The account's own files. */
    Shelf shelf(Subdir subdir) {
        return fileName -> store.published(subdir, fileName);
    }

    boolean isCancelled() {
        return cancellation.isCancelled() || Thread.currentThread().isInterrupted();
    }

    void checkCancelled() throws InterruptedException {
        if (isCancelled()) {
            throw new InterruptedException("cancelled");
        }
    }
}
