package org.channelmirror.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/** Locks of the operating system, on files that are never deleted: whoever holds a deleted file's lock excludes nobody. */
final class FileLocks {

    /**
     * The lock files that this process has open. POSIX gives a lock to the process as a whole and takes it away when the process
     * closes any channel to the file; so a second attempt, through whichever storage, must not even open it. This is a fact about
     * the process, hence static.
     */
    private static final Set<Path> OPEN_IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Folders folders;
    private final Disk disk;
    private final ModificationClock clock;

    FileLocks(Path folder, Folders folders, Disk disk, ModificationClock clock) {
        this.folder = folder;
        this.folders = folders;
        this.disk = disk;
        this.clock = clock;
    }

    LockAttempt lock(StoragePath path, LeaseOwner owner) throws IOException {
        folders.create(folder);
        String name = FileNames.of(path);
        Path file = folder.resolve(name + ".lock");
        Path holder = folder.resolve(name + ".owner");
        if (!OPEN_IN_THIS_PROCESS.add(file)) {
            return held(holder);
        }
        FileLock lock = null;
        FileLease lease = null;
        try {
            lock = tryLock(file);
            if (lock == null) {
                return held(holder);
            }
            FileLock taken = lock;
            long token = LockHolder.read(holder).map(LockHolder::fencingToken).orElse(0L) + 1;
            record(new LockHolder(token, owner), holder);
            lease = new FileLease(path, owner, token, taken, () -> OPEN_IN_THIS_PROCESS.remove(file));
            return new LockAttempt.Acquired(lease);
        } finally {
            if (lease == null) {
                if (lock != null) {
                    lock.acquiredBy().close();
                }
                OPEN_IN_THIS_PROCESS.remove(file);
            }
        }
    }

    private static @Nullable FileLock tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock;
        } catch (OverlappingFileLockException e) {
            return null; // held by a copy of this class from another class loader
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static LockAttempt held(Path holder) {
        try {
            return new LockAttempt.Held(LockHolder.read(holder).map(LockHolder::owner));
        } catch (IOException e) {
            return new LockAttempt.Held(Optional.empty()); // the text is for messages only
        }
    }

    /** Durable, so that no holder is given an earlier one's fencing token after a loss of power. */
    private void record(LockHolder holder, Path file) throws IOException {
        Path fresh = folder.resolve(file.getFileName() + ".new");
        if (Files.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile out = disk.openForAppend(fresh)) {
            out.append(ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8)));
            out.force(clock.next());
        }
        disk.move(fresh, file);
        folders.force(List.of(folder));
    }
}
