package org.channelmirror.tests.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** What must be found in a storage after a loss of power, by what it had reported. */
final class Promises {

    static final LeaseOwner OWNER = new LeaseOwner("a test", Instant.EPOCH);

    private final Map<StoragePath, Set<Optional<String>>> contents = new TreeMap<>();
    private final Map<StageKey, String> forced = new TreeMap<>();
    private final Map<StageKey, StoragePath> targets = new TreeMap<>();
    private final Set<StageKey> published = new TreeSet<>();
    private final Map<StoragePath, Long> fencing = new TreeMap<>();

    /** From now on this content may be found, besides what may be found already. */
    void allow(StoragePath path, Optional<String> content) {
        contents.computeIfAbsent(path, p -> new HashSet<>(Set.of(Optional.empty())))
                .add(content);
    }

    /** From now on only this content may be found. */
    void require(StoragePath path, Optional<String> content) {
        contents.put(path, new HashSet<>(Set.of(content)));
    }

    void staging(StageKey key) {
        published.remove(key);
    }

    void forced(StageKey key, String content) {
        forced.put(key, content);
    }

    /** What was forced may still be staged, or be at its target. */
    void publishing(StageKey key, StoragePath target) {
        targets.put(key, target);
    }

    void published(StageKey key) {
        forced.remove(key);
        targets.remove(key);
        published.add(key);
    }

    void locked(StoragePath path, long token) {
        fencing.put(path, token);
    }

    /** Compares; one line for each promise that was broken. */
    List<String> broken(ChannelStorage storage) throws IOException {
        List<String> broken = new ArrayList<>();
        Set<StoragePath> paths = new TreeSet<>(contents.keySet());
        for (String folder : List.of("conda", ".mirror")) {
            try (Stream<StoredObject> objects = storage.list(StoragePath.of(folder))) {
                objects.forEach(object -> paths.add(object.path()));
            }
        }
        for (StoragePath path : paths) {
            Optional<String> found = content(storage, path);
            if (!contents.getOrDefault(path, Set.of()).contains(found)) {
                broken.add(path + " holds " + found + " instead of one of " + contents.get(path));
            }
        }
        checkStaged(storage, broken);
        checkLocks(storage, broken);
        return broken;
    }

    private void checkStaged(ChannelStorage storage, List<String> broken) throws IOException {
        storage.staged().stream()
                .filter(published::contains)
                .forEach(key -> broken.add(key + " is staged again after it was published"));
        for (Map.Entry<StageKey, String> entry : forced.entrySet()) {
            try (StagedWrite write = storage.stage(entry.getKey());
                    InputStream in = write.read()) {
                String found = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                StoragePath target = targets.get(entry.getKey());
                if (!found.startsWith(entry.getValue())
                        && (target == null || !content(storage, target).equals(Optional.of(entry.getValue())))) {
                    broken.add("staged " + entry + " was forced, but there is " + found);
                }
            }
        }
    }

    private void checkLocks(ChannelStorage storage, List<String> broken) throws IOException {
        for (Map.Entry<StoragePath, Long> entry : fencing.entrySet()) {
            try {
                LockAttempt attempt = storage.lock(entry.getKey(), OWNER, Duration.ofMinutes(1));
                try (var lease = ((LockAttempt.Acquired) attempt).lease()) {
                    if (lease.fencingToken() <= entry.getValue()) {
                        broken.add("lock " + entry.getKey() + " has an old fencing token: " + lease.fencingToken());
                    }
                }
            } catch (IOException e) {
                broken.add("lock " + entry.getKey() + " cannot be taken: " + e);
            }
        }
    }

    static Optional<String> content(ChannelStorage storage, StoragePath path) throws IOException {
        if (storage.stat(path).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
