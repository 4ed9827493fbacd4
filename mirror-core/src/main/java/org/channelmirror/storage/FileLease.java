package org.channelmirror.storage;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.StoragePath;

/** A held lock of the operating system. */
final class FileLease implements Lease {

    private final StoragePath path;
    private final LockHolder holder;
    private final Path holderFile;
    private final FileLock lock;
    private final Runnable onClose;
    private boolean closed;

    FileLease(StoragePath path, LockHolder holder, Path holderFile, FileLock lock, Runnable onClose) {
        this.path = path;
        this.holder = holder;
        this.holderFile = holderFile;
        this.lock = lock;
        this.onClose = onClose;
    }

    @Override
    public long fencingToken() {
        return holder.fencingToken();
    }

    @Override
    public LeaseOwner owner() {
        return holder.owner();
    }

    /** Whoever breaks the lock leaves the operating system's lock as it is, and writes a higher token. */
    @Override
    public synchronized void renew() throws IOException {
        if (!lock.isValid()) {
            throw new LeaseLostException(path, Optional.empty());
        }
        Optional<LockHolder> now = LockHolder.read(holderFile);
        if (now.isPresent() && now.get().fencingToken() > fencingToken()) {
            throw new LeaseLostException(path, Optional.of(now.get().owner()));
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
