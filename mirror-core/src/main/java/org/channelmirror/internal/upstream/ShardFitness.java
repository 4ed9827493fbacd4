package org.channelmirror.internal.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.shards.KeptIndex;
import org.channelmirror.model.Redaction;
import org.channelmirror.repodata.RawRecord;

/**
 * Whether all that an index says is in its shards, too, or stays as it is: records by the names that their files tell, and what
 * stands before them. Anything else would be lost if the next index were made from shards.
 */
final class ShardFitness {

    private static final String VERSION = "repodata_version";

    private final TreeMap<String, byte[]> info = new TreeMap<>(JsonObject.NAMES);
    private final TreeMap<String, byte[]> others = new TreeMap<>(JsonObject.NAMES);
    private boolean isFit = true;

    void record(RawRecord record) {
        isFit &= KeptIndex.isKeepable(record);
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
    Optional<byte[]> opening(long duplicates) {
        if (!isFit || duplicates > 0) {
            return Optional.empty();
        }
        if (!info.isEmpty()) {
            others.put("info", JsonObject.of(info).getBytes(StandardCharsets.UTF_8));
        }
        String object = JsonObject.of(others);
        return Optional.of(object.substring(1, object.length() - 1).getBytes(StandardCharsets.UTF_8));
    }
}
