package org.channelmirror.storage;

import java.io.IOException;
import java.nio.channels.FileLock;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.StoragePath;

/** A held lock of the operating system. */
final class FileLease implements Lease {

    private final StoragePath path;
    private final LeaseOwner owner;
    private final long fencingToken;
    private final FileLock lock;
    private final Runnable onClose;
    private boolean closed;

    FileLease(StoragePath path, LeaseOwner owner, long fencingToken, FileLock lock, Runnable onClose) {
        this.path = path;
        this.owner = owner;
        this.fencingToken = fencingToken;
        this.lock = lock;
        this.onClose = onClose;
    }

    @Override
    public long fencingToken() {
        return fencingToken;
    }

    @Override
    public LeaseOwner owner() {
        return owner;
    }

    @Override
    public synchronized void renew() throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the lock " + path + " is no longer held: stop writing");
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            lock.acquiredBy().close();
        } finally {
            onClose.run();
        }
    }
}
