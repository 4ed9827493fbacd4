package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;

/** Where a subdir's shards are, and the lists that belong to its shard indexes. */
public final class ShardFolder {

    /** The name of the shard index. */
    public static final String INDEX = "repodata_shards.msgpack.zst";

    /** The folder that its shards are in. */
    public static final String FOLDER = "shards";

    private static final String SUFFIX = ".msgpack.zst";
    private static final Pattern SHARD = Pattern.compile("[0-9a-f]{64}\\Q" + SUFFIX + "\\E");

    private final ChannelStorage storage;
    private final StateStore store;
    private final Subdir subdir;

    public ShardFolder(ChannelStorage storage, StateStore store, Subdir subdir) {
        this.storage = Objects.requireNonNull(storage, "storage");
        this.store = Objects.requireNonNull(store, "store");
        this.subdir = Objects.requireNonNull(subdir, "subdir");
    }

    ChannelStorage storage() {
        return storage;
    }

    Subdir subdir() {
        return subdir;
    }

    StoragePath index() {
        return store.published(subdir, INDEX);
    }

    /** Where the shard with this checksum in hexadecimal is. */
    public StoragePath shard(String sha256) {
        return store.published(subdir, FOLDER).resolve(fileName(sha256));
    }

    /** The name of the shard with this checksum in hexadecimal. */
    public static String fileName(String sha256) {
        return sha256 + SUFFIX;
    }

    StoragePath list(long generation) {
        return store.shards(subdir, generation);
    }

    StageKey stageKey(String purpose) {
        return store.stageKey(subdir, purpose);
    }

    /** Whether a run that was killed left a list of a generation that never came into force, or shards without a list. */
    public boolean isLeft(long generation) throws IOException {
        return storage.stat(list(generation)).isPresent() || hasStrays();
    }

    /** Whether there are shards that no list tells of. */
    public boolean hasStrays() throws IOException {
        return ShardBatches.isInterrupted(this);
    }

    /** The list of a generation, or empty if there is none to rely on. */
    Optional<FrameReader> open(long generation) throws IOException {
        try {
            return Optional.of(new FrameReader(storage.open(list(generation), ByteRange.ALL)));
        } catch (NoSuchFileException | DamagedFileException e) {
            return Optional.empty();
        }
    }

    /** Says whether this is where a shard of the subdir would be. */
    public boolean isShard(StoragePath path) {
        return SHARD.matcher(path.fileName()).matches()
                && path.equals(store.published(subdir, FOLDER).resolve(path.fileName()));
    }

    /** Says whether this is the name of the shard index, or that of a shard in its folder. */
    public static boolean isPart(String fileName) {
        return fileName.equals(INDEX) || fileName.startsWith(FOLDER + "/");
    }

    /** Takes the checksum, in hexadecimal, of each shard that the shard index of a generation names, as its list says. */
    public void eachNamed(long generation, Consumer target) throws IOException {
        Optional<FrameReader> list = open(generation);
        if (list.isEmpty()) {
            return;
        }
        try (FrameReader entries = list.get()) {
            while (entries.next() && ShardEntry.isNamed(entries.payload())) {
                target.take(HexFormat.of().formatHex(ShardEntry.sha256(entries.payload())));
            }
        }
    }

    /**
     * Whether the shard index that is published names the very shards that the list of a generation does.
     *
     * @param scratch an empty folder
     */
    public boolean isAsListed(long generation, Path scratch) throws IOException {
        Optional<FrameReader> list = open(generation);
        if (list.isEmpty()) {
            return true;
        }
        try (FrameReader listed = list.get();
                FrameReader named = UpstreamShards.read(storage.open(index(), ByteRange.ALL), scratch)
                        .open()) {
            while (named.next()) {
                if (!listed.next() || !isSame(listed.payload(), named)) {
                    return false;
                }
            }
            return !listed.next() || !ShardEntry.isNamed(listed.payload());
        } catch (DoubtfulShardsException e) {
            return false;
        }
    }

    private static boolean isSame(byte[] entry, FrameReader named) {
        return ShardEntry.isNamed(entry)
                && new String(ShardEntry.name(entry), StandardCharsets.UTF_8).equals(UpstreamShards.name(named))
                && Arrays.equals(ShardEntry.sha256(entry), UpstreamShards.sha256(named));
    }

    /** Takes a checksum in hexadecimal. */
    @FunctionalInterface
    public interface Consumer {
        void take(String sha256) throws IOException;
    }

    /** Deletes every shard, when no index names one any more. */
    public void deleteAll() throws IOException {
        List<StoragePath> stored = new ArrayList<>();
        eachStored(checksum -> stored.add(shard(HexFormat.of().formatHex(checksum))));
        storage.delete(stored);
        ShardBatches.end(this);
    }

    /** Takes the checksum of each stored shard. */
    @FunctionalInterface
    interface Checksums {
        void take(byte[] sha256) throws IOException;
    }

    /** Looks at what is stored: only where no list tells. */
    void eachStored(Checksums target) throws IOException {
        try (Stream<String> names = storage.list(store.published(subdir, FOLDER))
                .map(object -> object.path().fileName())
                .filter(name -> SHARD.matcher(name).matches())) {
            for (String name : (Iterable<String>) names::iterator) {
                target.take(HexFormat.of().parseHex(name, 0, name.length() - SUFFIX.length()));
            }
        }
    }
}
