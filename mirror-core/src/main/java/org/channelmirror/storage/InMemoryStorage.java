package org.channelmirror.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.AliasState;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.DeleteResult.Outcome;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.Precondition;
import org.channelmirror.spi.PreconditionFailedException;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StorageCapabilities;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * A storage in memory, for tests and trials: it ends with the process, and everything in it takes heap. A lock whose holder does
 * not renew it is free after its time to live. Thread-safe.
 */
public final class InMemoryStorage implements ChannelStorage {

    private record Entry(MemoryContent content, Instant published, VersionToken token) {

        private StoredObject describe(StoragePath path) {
            return new StoredObject(path, content.size(), published, token, Optional.empty());
        }
    }

    private final Clock clock;
    private final NavigableMap<StoragePath, Entry> entries = new ConcurrentSkipListMap<>();
    private final MemoryAliases aliases = new MemoryAliases();
    private final MemoryStaging staging = new MemoryStaging();
    private final MemoryLocks locks;
    private long versions;

    /** Makes an empty storage that goes by the system's clock. */
    public InMemoryStorage() {
        this(Clock.systemUTC());
    }

    /**
     * Makes an empty storage.
     *
     * @param clock by which objects are dated and locks expire
     */
    public InMemoryStorage(Clock clock) {
        this.clock = clock;
        this.locks = new MemoryLocks(clock);
    }

    @Override
    public Optional<StoredObject> stat(StoragePath path) {
        return Optional.ofNullable(entries.get(aliases.resolve(path))).map(entry -> entry.describe(path));
    }

    @Override
    public InputStream open(StoragePath path, ByteRange range) throws IOException {
        return existing(path).content().open(range);
    }

    private Entry existing(StoragePath path) throws IOException {
        Entry entry = entries.get(aliases.resolve(path));
        if (entry == null) {
            throw new NoSuchFileException(path.value());
        }
        return entry;
    }

    /** What is below {@code a} begins behind {@code a} itself and what sorts between {@code a} and {@code a/}. */
    @Override
    public Stream<StoredObject> list(StoragePath alias) {
        StoragePath folder = aliases.resolveFolder(alias);
        return entries.tailMap(folder, false).entrySet().stream()
                .dropWhile(entry -> !entry.getKey().isBelow(folder)
                        && entry.getKey().value().startsWith(folder.value()))
                .takeWhile(entry -> entry.getKey().isBelow(folder))
                .map(entry -> entry.getValue().describe(MemoryAliases.moved(entry.getKey(), folder, alias)));
    }

    @Override
    public synchronized List<DeleteResult> delete(Collection<StoragePath> paths) {
        return paths.stream().map(this::delete).toList();
    }

    private DeleteResult delete(StoragePath path) {
        try {
            aliases.refuseBelow(path);
            boolean isDeleted = aliases.remove(path) || entries.remove(path) != null;
            return new DeleteResult(path, isDeleted ? Outcome.DELETED : Outcome.ABSENT, Optional.empty());
        } catch (IOException e) {
            return new DeleteResult(path, Outcome.FAILED, Optional.of(e));
        }
    }

    @Override
    public StagedWrite stage(StageKey key) {
        return staging.stage(key);
    }

    @Override
    public List<StageKey> staged() {
        return staging.keys();
    }

    @Override
    public List<VersionToken> publish(List<Publication> publications) throws IOException {
        Set<StageKey> keys = new HashSet<>();
        for (Publication publication : publications) {
            if (!(publication.staged() instanceof MemoryStagedWrite write) || write.staging() != staging) {
                throw new IllegalArgumentException(
                        "content for " + publication.target() + " was staged in another storage");
            }
            if (!keys.add(write.key())) {
                throw new IllegalArgumentException("staged content " + write.key() + " is in the list twice");
            }
            write.force();
        }
        List<VersionToken> tokens = new ArrayList<>();
        for (Publication publication : publications) {
            tokens.add(publish(publication));
        }
        return tokens;
    }

    private synchronized VersionToken publish(Publication publication) throws IOException {
        StoragePath target = publication.target();
        aliases.refuseBelow(target);
        if (!holds(publication.precondition(), target)) {
            throw new PreconditionFailedException(target, publication.precondition());
        }
        StageKey key = publication.staged().key();
        MemoryContent content = staging.find(key)
                .orElseThrow(() -> new NoSuchFileException(
                        target.value(), null, "staged content " + key + " is gone: stage it again"));
        VersionToken token = put(target, content);
        staging.remove(key);
        ((MemoryStagedWrite) publication.staged()).published();
        return token;
    }

    private boolean holds(Precondition precondition, StoragePath target) {
        Optional<VersionToken> token = stat(target).map(StoredObject::token);
        return switch (precondition.kind()) {
            case ANY -> true;
            case ABSENT -> token.isEmpty();
            case MATCHES -> token.equals(precondition.token());
        };
    }

    private VersionToken put(StoragePath path, MemoryContent content) {
        versions++;
        VersionToken token = new VersionToken("v" + versions);
        entries.put(path, new Entry(content, clock.instant(), token));
        return token;
    }

    @Override
    public synchronized void append(StoragePath path, byte[] bytes) throws IOException {
        aliases.refuseBelow(path);
        Entry before = entries.get(path);
        List<byte[]> chunks =
                new ArrayList<>(before == null ? List.of() : before.content().chunks());
        chunks.add(bytes.clone());
        put(
                path,
                new MemoryContent(
                        List.copyOf(chunks),
                        (before == null ? 0 : before.content().size()) + bytes.length));
    }

    @Override
    public synchronized ShareResult share(StoragePath from, StoragePath to) throws IOException {
        MemoryContent content = existing(from).content();
        aliases.refuseBelow(to);
        if (!from.equals(to)) {
            put(to, content);
        }
        return ShareResult.LINKED;
    }

    @Override
    public synchronized AliasResult alias(StoragePath alias, StoragePath folder) throws IOException {
        if (entries.containsKey(alias)) {
            throw new IOException("cannot make " + alias + " an alias of " + folder + ": it is an object");
        }
        try (Stream<StoredObject> objects = list(alias)) {
            if (!aliases.contains(alias) && objects.findAny().isPresent()) {
                throw new IOException(
                        "cannot make " + alias + " an alias of " + folder + ": it is a folder with objects");
            }
        }
        aliases.put(alias, folder);
        return AliasResult.ALIASED;
    }

    @Override
    public synchronized AliasState aliasState(StoragePath alias, StoragePath folder) {
        return aliases.standsFor(alias, folder) ? AliasState.SET : AliasState.NOT_SET;
    }

    @Override
    public LockAttempt lock(StoragePath path, LeaseOwner owner, Duration timeToLive) {
        return locks.lock(path, owner, timeToLive);
    }

    @Override
    public LockAttempt breakLock(StoragePath path, LeaseOwner owner, Duration timeToLive) {
        return locks.take(path, owner, timeToLive);
    }

    @Override
    public Optional<LeaseOwner> lastOwner(StoragePath path) {
        return locks.lastOwner(path);
    }

    @Override
    public Optional<Path> localPath(StoragePath path) {
        return Optional.empty();
    }

    @Override
    public Optional<Path> scratchDirectory() {
        return Optional.empty();
    }

    @Override
    public StorageCapabilities capabilities() {
        return new StorageCapabilities(true, false, false);
    }

    /** There is nothing to release: the content goes with the object. */
    @Override
    public void close() {}
}
