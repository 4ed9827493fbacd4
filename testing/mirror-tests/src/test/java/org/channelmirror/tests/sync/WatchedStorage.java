package org.channelmirror.tests.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.AliasState;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StorageCapabilities;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/** Tells a watcher of every publication when it is visible, and of none that is not; may stop them before, and have little room. */
final class WatchedStorage implements ChannelStorage {

    private final ChannelStorage storage;
    private volatile Watcher watcher = targets -> {};
    private volatile Watcher guard = targets -> {};
    private volatile OptionalLong space = OptionalLong.empty();

    WatchedStorage(ChannelStorage storage) {
        this.storage = storage;
    }

    /** Hears what has just become visible. */
    @FunctionalInterface
    interface Watcher {
        void published(List<StoragePath> targets) throws IOException;
    }

    void watch(Watcher newWatcher) {
        watcher = newWatcher;
    }

    /** Hears what is about to become visible, and may prevent it. */
    void guard(Watcher newGuard) {
        guard = newGuard;
    }

    /** From now on this much is free. */
    void usableSpace(long bytes) {
        space = OptionalLong.of(bytes);
    }

    @Override
    public OptionalLong usableSpace() throws IOException {
        return space.isPresent() ? space : storage.usableSpace();
    }

    @Override
    public List<VersionToken> publish(List<Publication> publications) throws IOException {
        guard.published(publications.stream().map(Publication::target).toList());
        List<VersionToken> tokens = storage.publish(publications);
        watcher.published(publications.stream().map(Publication::target).toList());
        return tokens;
    }

    @Override
    public Optional<StoredObject> stat(StoragePath path) throws IOException {
        return storage.stat(path);
    }

    @Override
    public InputStream open(StoragePath path, ByteRange range) throws IOException {
        return storage.open(path, range);
    }

    @Override
    public Stream<StoredObject> list(StoragePath folder) throws IOException {
        return storage.list(folder);
    }

    @Override
    public List<DeleteResult> delete(Collection<StoragePath> paths) throws IOException {
        return storage.delete(paths);
    }

    @Override
    public StagedWrite stage(StageKey key) throws IOException {
        return storage.stage(key);
    }

    @Override
    public List<StageKey> staged() throws IOException {
        return storage.staged();
    }

    @Override
    public void append(StoragePath path, byte[] bytes) throws IOException {
        storage.append(path, bytes);
    }

    @Override
    public ShareResult share(StoragePath from, StoragePath to) throws IOException {
        return storage.share(from, to);
    }

    @Override
    public List<ShareResult> share(List<Share> shares) throws IOException {
        return storage.share(shares);
    }

    @Override
    public AliasResult alias(StoragePath alias, StoragePath folder) throws IOException {
        return storage.alias(alias, folder);
    }

    @Override
    public AliasState aliasState(StoragePath alias, StoragePath folder) throws IOException {
        return storage.aliasState(alias, folder);
    }

    @Override
    public LockAttempt lock(StoragePath path, LeaseOwner owner, Duration timeToLive) throws IOException {
        return storage.lock(path, owner, timeToLive);
    }

    @Override
    public LockAttempt breakLock(StoragePath path, LeaseOwner owner, Duration timeToLive) throws IOException {
        return storage.breakLock(path, owner, timeToLive);
    }

    @Override
    public Optional<LeaseOwner> lastOwner(StoragePath path) throws IOException {
        return storage.lastOwner(path);
    }

    @Override
    public Optional<Path> localPath(StoragePath path) throws IOException {
        return storage.localPath(path);
    }

    @Override
    public Optional<Path> scratchDirectory() throws IOException {
        return storage.scratchDirectory();
    }

    @Override
    public StorageCapabilities capabilities() {
        return storage.capabilities();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
