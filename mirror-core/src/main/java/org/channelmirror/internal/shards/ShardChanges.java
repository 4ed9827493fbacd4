package org.channelmirror.internal.shards;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * How a shard index differs from the one before.
 *
 * @param shards those to fetch
 * @param names whose they are, with those that are gone
 */
public record ShardChanges(List<Shard> shards, Set<String> names) {

    /** So many are fetched in any case; it is no more than a moment. */
    private static final int FEW = 100;

    /** One name in so many may have changed: with more of them the whole index is had for less. */
    private static final int PART = 4;

    private static final int MOST = 20_000;

    /** A shard by its checksum, and whose it is. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Shard(String name, byte[] sha256) {}

    public ShardChanges {
        shards = List.copyOf(shards);
        names = Set.copyOf(names);
    }

    /**
     * Compares.
     *
     * @param before the names before, behind their head; is closed
     * @return empty if so much has changed that the whole index is had for less
     */
    public static Optional<ShardChanges> between(FrameReader before, UpstreamShards now) throws IOException {
        long most = Math.min(MOST, Math.max(FEW, now.count() / PART));
        List<Shard> shards = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (FrameMerge merge = new FrameMerge(List.of(before, now.open()))) {
            while (merge.next()) {
                FrameReader here = merge.at(1);
                if (here != null && isSame(merge.at(0), here)) {
                    continue;
                }
                String name = UpstreamShards.name(merge.first());
                names.add(name);
                if (here != null) {
                    shards.add(new Shard(name, UpstreamShards.sha256(here)));
                }
                if (names.size() > most) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new ShardChanges(shards, names));
    }

    private static boolean isSame(@Nullable FrameReader before, FrameReader now) {
        return before != null && Arrays.equals(UpstreamShards.sha256(before), UpstreamShards.sha256(now));
    }
}
