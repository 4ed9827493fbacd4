package org.channelmirror.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

/**
 * A mirror in a folder: the object {@code a/b} is the file {@code a/b} below the root, so that any web server can serve it.
 *
 * <p>The storage's own files are below {@code .mirror} (which only its owner may enter, where the file system knows owners):
 * {@code .mirror/staging}, {@code .mirror/locks} and {@code .mirror/scratch}. Those three are no place for objects; what else is below
 * {@code .mirror} are objects like others. The root is made by the first write. Files that others put below the root are objects too, unless
 * their names are no storage paths.
 *
 * <p>A file and a folder cannot have the same name: where {@code a} is an object, publishing {@code a/b} fails. Symbolic links
 * are not followed, with two exceptions, both below the root: one in the place of an object that leads to a file, which publishing
 * replaces, and one in the place of a folder that leads to a folder, which is an alias, for reading only.
 *
 * <p>Thread-safe. Any number of processes may read; those that write hold a lock for it.
 */
public final class FileSystemStorage implements ChannelStorage {

    private final Layout layout;
    private final Folders folders;
    private final ObjectFiles objects;
    private final FileStaging staging;
    private final FilePublisher publisher;
    private final FileAppender appender;
    private final FileSharer sharer;
    private final FileAliases aliases;
    private final FileRemover remover;
    private final FileLocks locks;

    /**
     * Opens a folder as a storage; nothing is made or written yet.
     *
     * @param root the folder, which may be absent
     * @throws IOException if it cannot be looked at, or something on the way to it is no folder
     */
    public FileSystemStorage(Path root) throws IOException {
        this(root, Disk.system());
    }

    /**
     * Opens a folder on a given disk as a storage; nothing is made or written yet.
     *
     * @param root the folder, which may be absent
     * @param disk carries every change out
     * @throws IOException if the folder cannot be looked at, or something on the way to it is no folder
     */
    public FileSystemStorage(Path root, Disk disk) throws IOException {
        ModificationClock clock = new ModificationClock(Clock.systemUTC());
        PathStripes stripes = new PathStripes();
        layout = Layout.of(root);
        folders = new Folders(layout, disk);
        objects = new ObjectFiles(layout, folders);
        staging = new FileStaging(layout.staging(), folders, disk, clock);
        publisher = new FilePublisher(layout, folders, objects, staging, stripes, disk);
        appender = new FileAppender(layout, folders, stripes, disk, clock);
        sharer = new FileSharer(layout, folders, objects, staging, stripes, disk);
        aliases = new FileAliases(layout, folders, staging, stripes, disk);
        remover = new FileRemover(layout, folders, stripes, disk);
        locks = new FileLocks(layout.locks(), folders, disk, clock, new LockReach(layout.root()));
    }

    @Override
    public Optional<StoredObject> stat(StoragePath path) throws IOException {
        return objects.find(path).map(file -> file.describe(path));
    }

    @Override
    public InputStream open(StoragePath path, ByteRange range) throws IOException {
        ObjectFile found = objects.find(path).orElseThrow(() -> new NoSuchFileException(path.value()));
        FileChannel channel = FileChannel.open(found.file(), StandardOpenOption.READ);
        try {
            long size = channel.size();
            long offset = Math.min(range.offset(), size);
            // An object that grows meanwhile is read as far as it goes now.
            return new BoundedStream(
                    Channels.newInputStream(channel.position(offset)), Math.min(range.length(), size - offset));
        } catch (IOException e) {
            try (channel) {
                throw e;
            }
        }
    }

    @Override
    public Stream<StoredObject> list(StoragePath folder) throws IOException {
        if (layout.isReserved(folder) || !folders.canBeRead(layout.fileOf(folder))) {
            return Stream.empty();
        }
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new FileLister(layout, objects, folder),
                        Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL),
                false);
    }

    @Override
    public List<DeleteResult> delete(Collection<StoragePath> paths) {
        return remover.delete(paths);
    }

    @Override
    public StagedWrite stage(StageKey key) throws IOException {
        return staging.stage(key);
    }

    @Override
    public List<StageKey> staged() throws IOException {
        return staging.keys();
    }

    @Override
    public List<VersionToken> publish(List<Publication> publications) throws IOException {
        return publisher.publish(publications);
    }

    @Override
    public void append(StoragePath path, byte[] bytes) throws IOException {
        appender.append(path, bytes);
    }

    @Override
    public ShareResult share(StoragePath from, StoragePath to) throws IOException {
        return sharer.share(List.of(new Share(from, to))).get(0);
    }

    @Override
    public List<ShareResult> share(List<Share> shares) throws IOException {
        return sharer.share(shares);
    }

    @Override
    public AliasResult alias(StoragePath alias, StoragePath folder) throws IOException {
        return aliases.alias(alias, folder);
    }

    @Override
    public AliasState aliasState(StoragePath alias, StoragePath folder) throws IOException {
        return aliases.state(alias, folder);
    }

    @Override
    public LockAttempt lock(StoragePath path, LeaseOwner owner, Duration timeToLive) throws IOException {
        return locks.lock(path, owner);
    }

    @Override
    public LockAttempt breakLock(StoragePath path, LeaseOwner owner, Duration timeToLive) throws IOException {
        return locks.breakLock(path, owner);
    }

    @Override
    public Optional<LeaseOwner> lastOwner(StoragePath path) {
        return locks.lastOwner(path);
    }

    @Override
    public Optional<Path> localPath(StoragePath path) throws IOException {
        return objects.find(path).map(ObjectFile::file);
    }

    @Override
    public Optional<Path> scratchDirectory() throws IOException {
        folders.create(layout.scratch());
        return Optional.of(layout.scratch());
    }

    @Override
    public OptionalLong usableSpace() throws IOException {
        Path existing = Files.isDirectory(layout.root()) ? layout.root() : layout.ground();
        FileStore store = Files.getFileStore(existing);
        // Some file systems have no size; they say that there is nothing at all.
        return store.getTotalSpace() > 0 ? OptionalLong.of(Math.max(0, store.getUsableSpace())) : OptionalLong.empty();
    }

    @Override
    public StorageCapabilities capabilities() {
        return new StorageCapabilities(Posix.isSupported(layout.root()), true, true);
    }

    /** Nothing is held open here; leases and staged contents are their users' to close. */
    @Override
    public void close() {}
}
