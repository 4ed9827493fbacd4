package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.merge.NameSet;
import org.channelmirror.internal.merge.PackageName;
import org.channelmirror.internal.shards.KeptIndex;
import org.channelmirror.internal.shards.UpstreamShards;
import org.channelmirror.model.Redaction;
import org.channelmirror.repodata.RawRecord;

/**
 * Whether all that an index says is in its shards, too, or stays as it is: records by the names that their files tell, and what
 * stands before them. Both are to know the same names. Anything else would be lost if the next index were made from shards.
 */
final class ShardFitness {

    private static final String VERSION = "repodata_version";

    private final TreeMap<String, byte[]> info = new TreeMap<>(JsonObject.NAMES);
    private final TreeMap<String, byte[]> others = new TreeMap<>(JsonObject.NAMES);
    private final NameSet.Builder listed = new NameSet.Builder();
    private final NameSet.Builder removed = new NameSet.Builder();
    private final UpstreamShards shards;
    private String last = "";
    private boolean isFit = true;

    ShardFitness(UpstreamShards shards) {
        this.shards = shards;
    }

    void record(RawRecord record) {
        isFit &= KeptIndex.isKeepable(record);
        if (!record.name().equals(last)) {
            last = record.name();
            listed.add(last);
        }
    }

    /** Some tools make shards of names of which nothing is left but this. */
    void removed(String fileName) {
        removed.add(PackageName.of("", fileName));
    }

    void info(String key, byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        // What is kept must hold no secret, and packages are where it says.
        isFit &= Redaction.redact(text).equals(text);
        info.put(key, value);
    }

    void other(String key, byte[] value) {
        isFit &= key.equals(VERSION);
        others.put(key, value);
    }

    void lacks() {
        isFit = false;
    }

    /** The members before the records, without braces; empty if shards cannot tell the rest. */
    Optional<byte[]> opening(long duplicates) throws IOException {
        if (!isFit || duplicates > 0 || !areNamesTheSame()) {
            return Optional.empty();
        }
        if (!info.isEmpty()) {
            others.put("info", JsonObject.of(info).getBytes(StandardCharsets.UTF_8));
        }
        String object = JsonObject.of(others);
        return Optional.of(object.substring(1, object.length() - 1).getBytes(StandardCharsets.UTF_8));
    }

    /** Of a name that only one of the two knows, the next shards tell nothing: it did not change. */
    private boolean areNamesTheSame() throws IOException {
        NameSet ofRecords = listed.build();
        NameSet ofRemoved = removed.build();
        long found = 0;
        try (FrameReader in = shards.open()) {
            while (in.next()) {
                long name = NameSet.key(UpstreamShards.name(in));
                if (ofRecords.contains(name)) {
                    found++;
                } else if (!ofRemoved.contains(name)) {
                    return false;
                }
            }
        }
        return found == ofRecords.size();
    }
}
