package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;

/**
 * The shards of an index that is going to be published: those that are new are stored already, the shard index that names
 * them all and the list that belongs to it are staged.
 */
public final class StagedShards {

    private final ShardFolder folder;
    private final StagedOutput index;
    private final String sha256;
    private final StagedOutput list;
    private final List<String> expired;

    private StagedShards(
            ShardFolder folder, StagedOutput index, String sha256, StagedOutput list, List<String> expired) {
        this.folder = folder;
        this.index = index;
        this.sha256 = sha256;
        this.list = list;
        this.expired = expired;
    }

    /**
     * What is known of the shards that are published.
     *
     * @param generation the one in force, whose list may be relied on
     * @param trust whether it may
     */
    public record Before(long generation, Trust trust) {}

    /** Whether the shards of the list in force are taken for the ones that are stored. */
    public enum Trust {
        LIST,
        NOTHING
    }

    /**
     * Stores what changed, and stages the rest.
     *
     * @param text the staged {@code repodata.json}, whole
     * @param info the members of its {@code info}
     * @param scratch where files are made under names that begin with {@code name}
     * @throws OverlongShardException if one name has more records than a shard can hold; new shards stay stored until {@link ShardFolder#deleteAll}
     */
    public static StagedShards of(
            ShardFolder folder,
            ShardNotes notes,
            StagedWrite text,
            Map<String, byte[]> info,
            Before before,
            Instant now,
            Path scratch,
            String name)
            throws IOException {
        Optional<FrameReader> known =
                before.trust() == Trust.LIST ? folder.open(before.generation()) : Optional.empty();
        try {
            return of(folder, notes, text, info, known, before.generation(), now, scratch, name);
        } catch (DamagedFileException e) {
            return of(folder, notes, text, info, Optional.empty(), before.generation(), now, scratch, name);
        }
    }

    private static StagedShards of(
            ShardFolder folder,
            ShardNotes notes,
            StagedWrite text,
            Map<String, byte[]> info,
            Optional<FrameReader> known,
            long generation,
            Instant now,
            Path scratch,
            String name)
            throws IOException {
        Path names = scratch.resolve(name + "-names");
        try (RetiredShards retired = new RetiredShards(scratch, name);
                ShardPacker packer = new ShardPacker(text);
                ShardBatches batches = new ShardBatches(folder);
                ShardBuild build =
                        new ShardBuild(packer, retired, known.orElseGet(FrameReader::empty), names, batches, now)) {
            boolean isUnknown = known.isEmpty() || ShardBatches.isInterrupted(folder);
            ShardBatches.tidyUp(folder);
            int count = build.run(notes);
            if (isUnknown) {
                folder.eachStored(checksum -> retired.add(checksum, now));
            }
            retireLeft(folder, retired, generation + 1, now);
            StagedOutput index = StagedOutput.fresh(folder.storage(), folder.stageKey("index-" + ShardFolder.INDEX));
            String sha256 = ShardIndexFile.write(index, info, notes.newest(), names, count);
            StagedOutput list = StagedOutput.fresh(folder.storage(), folder.stageKey("shards"));
            List<String> expired;
            try (FrameWriter out = new FrameWriter(list);
                    FrameReader entries = new FrameReader(Files.newInputStream(names))) {
                while (entries.next()) {
                    out.write(entries.payload(), 0, entries.length());
                }
                expired = retired.finish(out, now);
                out.finish();
            }
            return new StagedShards(folder, index, sha256, list, expired);
        } finally {
            Files.deleteIfExists(names);
        }
    }

    /** A run that was killed in a publication may have left shards that no index names, of which its list tells. */
    private static void retireLeft(ShardFolder folder, RetiredShards retired, long generation, Instant now)
            throws IOException {
        Optional<FrameReader> left = folder.open(generation);
        if (left.isEmpty()) {
            return;
        }
        try (FrameReader list = left.get()) {
            while (list.next()) {
                if (ShardEntry.isNamed(list.payload())) {
                    retired.add(ShardEntry.sha256(list.payload()), now);
                }
            }
        } catch (DamagedFileException e) {
            folder.eachStored(checksum -> retired.add(checksum, now));
        }
    }

    /** The shard index, to be published behind the shards. */
    public StagedOutput index() {
        return index;
    }

    /** The shard index's checksum in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Takes away what has been kept long enough, and makes other files and the list of this generation visible. */
    public void publish(List<Publication> first, long generation) throws IOException {
        folder.storage().delete(expired.stream().map(folder::shard).toList());
        List<Publication> all = new ArrayList<>(first);
        all.add(new Publication(list.staged(), folder.list(generation)));
        folder.storage().publish(all);
        ShardBatches.end(folder);
    }

    /** Drops what is staged. */
    public void discardAll() throws IOException {
        index.staged().discard();
        list.staged().discard();
    }
}
