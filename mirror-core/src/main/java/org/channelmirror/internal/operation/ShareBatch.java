package org.channelmirror.internal.operation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.StoragePath;

/** Shares any number of objects, many at a time. What was added is shared for sure after {@link #flush()}. */
public final class ShareBatch {

    private static final int SIZE = 5_000;

    private final ChannelStorage storage;
    private final Lease lease;
    private final List<Share> waiting = new ArrayList<>();

    public ShareBatch(ChannelStorage storage, Lease lease) {
        this.storage = storage;
        this.lease = lease;
    }

    public void add(StoragePath from, StoragePath to) throws IOException {
        waiting.add(new Share(from, to));
        if (waiting.size() == SIZE) {
            flush();
        }
    }

    public void flush() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        storage.share(waiting);
        waiting.clear();
        lease.renew();
    }
}
