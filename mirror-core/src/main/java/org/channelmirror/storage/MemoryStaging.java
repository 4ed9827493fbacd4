package org.channelmirror.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.channelmirror.spi.StageKey;

/** Staged contents by key. */
final class MemoryStaging {

    private final Map<StageKey, MemoryBuffer> contents = new ConcurrentSkipListMap<>();

    MemoryStagedWrite stage(StageKey key) {
        return new MemoryStagedWrite(key, contents.computeIfAbsent(key, absent -> new MemoryBuffer()), this);
    }

    Optional<MemoryContent> find(StageKey key) {
        return Optional.ofNullable(contents.get(key)).map(MemoryBuffer::content);
    }

    void remove(StageKey key) {
        contents.remove(key);
    }

    List<StageKey> keys() {
        return List.copyOf(contents.keySet());
    }
}
