package org.channelmirror.internal.index;

import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.internal.shards.KeptHead;
import org.channelmirror.internal.shards.UpstreamShards;
import org.channelmirror.internal.state.IndexInput;

/**
 * What is to be kept of an index that upstream offers in shards, too.
 *
 * @param input the shard index
 * @param shards what it says
 * @param made what the index was made of, if it was not fetched whole
 */
public record ShardedText(IndexInput input, UpstreamShards shards, Optional<Made> made) {

    /**
     * An index that was made from shards.
     *
     * @param text its records, as they are to be kept
     * @param head what else is
     * @param before what was kept before
     */
    public record Made(Path text, KeptHead head, IndexInput.Kept before) {}

    /** Whether the index was fetched whole. */
    public boolean isWhole() {
        return made.isEmpty();
    }
}
