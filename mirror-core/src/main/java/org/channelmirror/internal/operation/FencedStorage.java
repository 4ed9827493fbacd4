package org.channelmirror.internal.operation;

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
import org.channelmirror.spi.Lease;
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

/**
 * A storage under a lease: before anything becomes visible or goes, it makes sure that the lease is held. So an operation whose lock
 * was taken over ends before it writes beside its successor.
 */
final class FencedStorage implements ChannelStorage {

    private final ChannelStorage storage;
    private final Lease lease;

    FencedStorage(ChannelStorage storage, Lease lease) {
        this.storage = storage;
        this.lease = lease;
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
        lease.renew();
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
    public List<VersionToken> publish(List<Publication> publications) throws IOException {
        lease.renew();
        return storage.publish(publications);
    }

    @Override
    public void append(StoragePath path, byte[] bytes) throws IOException {
        lease.renew();
        storage.append(path, bytes);
    }

    @Override
    public ShareResult share(StoragePath from, StoragePath to) throws IOException {
        lease.renew();
        return storage.share(from, to);
    }

    @Override
    public List<ShareResult> share(List<Share> shares) throws IOException {
        lease.renew();
        return storage.share(shares);
    }

    @Override
    public AliasResult alias(StoragePath alias, StoragePath folder) throws IOException {
        lease.renew();
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
    public OptionalLong usableSpace() throws IOException {
        return storage.usableSpace();
    }

    @Override
    public StorageCapabilities capabilities() {
        return storage.capabilities();
    }

    /** The storage is its owner's to close. */
    @Override
    public void close() {}
}
