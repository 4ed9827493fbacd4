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
    private final LockReach reach;

    FileLocks(Path folder, Folders folders, Disk disk, ModificationClock clock, LockReach reach) {
        this.folder = folder;
        this.folders = folders;
        this.disk = disk;
        this.clock = clock;
        this.reach = reach;
    }

    LockAttempt lock(StoragePath path, LeaseOwner owner) throws IOException {
        folders.create(folder);
        return acquire(path, owner, breaks(path));
    }

    /**
     * Takes a lock that a holder does not let go, where nothing proves that it lives: with another lock file, which is in force from
     * the moment that the owner's file says so.
     */
    LockAttempt breakLock(StoragePath path, LeaseOwner owner) throws IOException {
        LockAttempt attempt = lock(path, owner);
        if (attempt instanceof LockAttempt.Held held && held.holder() == LockAttempt.Holder.UNKNOWN) {
            return acquire(path, owner, breaks(path) + 1);
        }
        return attempt;
    }

    /** Who took a lock last. */
    Optional<LeaseOwner> lastOwner(StoragePath path) {
        return lastHolder(path).map(LockHolder::owner);
    }

    /** A damaged text counts for nothing here; whoever acquires the lock is told of it. */
    private Optional<LockHolder> lastHolder(StoragePath path) {
        try {
            return LockHolder.read(holderOf(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path holderOf(StoragePath path) {
        return folder.resolve(FileNames.of(path) + ".owner");
    }

    private long breaks(StoragePath path) {
        return lastHolder(path).map(LockHolder::breaks).orElse(0L);
    }

    private Path lockFile(StoragePath path, long breaks) {
        return folder.resolve(FileNames.of(path) + (breaks == 0 ? ".lock" : ".lock-" + breaks));
    }

    private LockAttempt acquire(StoragePath path, LeaseOwner owner, long breaks) throws IOException {
        Path file = lockFile(path, breaks);
        Path holder = holderOf(path);
        if (!OPEN_IN_THIS_PROCESS.add(file)) {
            return held(holder, LockAttempt.Holder.ALIVE);
        }
        FileLock lock = null;
        FileLease lease = null;
        try {
            lock = tryLock(file);
            if (lock == null) {
                return held(holder, reach.provesLife() ? LockAttempt.Holder.ALIVE : LockAttempt.Holder.UNKNOWN);
            }
            Optional<LockHolder> before = LockHolder.read(holder);
            if (before.isPresent() && before.get().breaks() > breaks) {
                // Somebody broke it since this attempt began, and has it.
                return held(holder, LockAttempt.Holder.UNKNOWN);
            }
            FileLock taken = lock;
            long token = before.map(LockHolder::fencingToken).orElse(0L) + 1;
            LockHolder now = new LockHolder(token, owner, breaks);
            record(now, holder);
            lease = new FileLease(path, now, holder, taken, () -> OPEN_IN_THIS_PROCESS.remove(file));
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

    private static LockAttempt held(Path file, LockAttempt.Holder holder) {
        try {
            return new LockAttempt.Held(LockHolder.read(file).map(LockHolder::owner), holder);
        } catch (IOException e) {
            return new LockAttempt.Held(Optional.empty(), holder); // the text is for messages only
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
