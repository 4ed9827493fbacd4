package org.channelmirror.tests.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.Precondition;
import org.channelmirror.spi.PreconditionFailedException;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/** Uses a storage, and writes down what it thereby promises. */
final class PromisingStorage {

    private final ChannelStorage storage;
    private final Promises promises;
    private final Map<StageKey, StagedWrite> writes = new TreeMap<>();
    private final Map<StageKey, String> texts = new TreeMap<>();

    PromisingStorage(ChannelStorage storage, Promises promises) {
        this.storage = storage;
        this.promises = promises;
    }

    void stage(String key, String text) throws IOException {
        StageKey name = new StageKey(key);
        promises.staging(name);
        StagedWrite write = writes.get(name);
        if (write == null) {
            write = storage.stage(name);
            writes.put(name, write);
            texts.put(name, new String(write.read().readAllBytes(), StandardCharsets.UTF_8));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            write.append(bytes, 0, bytes.length);
        }
        texts.merge(name, text, String::concat);
    }

    void force(String key) throws IOException {
        StageKey name = new StageKey(key);
        writes.get(name).force();
        promises.forced(name, texts.get(name));
    }

    void stageAndForce(String key, String text) throws IOException {
        stage(key, text);
        force(key);
    }

    /** Publishes by key and target in turn. */
    void publish(String... keysAndTargets) throws IOException {
        List<Publication> list = new ArrayList<>();
        for (int i = 0; i < keysAndTargets.length; i += 2) {
            list.add(publication(keysAndTargets[i], keysAndTargets[i + 1], Precondition.ANY));
        }
        storage.publish(list);
        list.forEach(this::published);
    }

    /** Publishes a list of which the second must fail. */
    void publishOnlyTheFirst(String key, String target, String failingKey, String failingTarget) throws IOException {
        Publication first = publication(key, target, Precondition.ANY);
        Publication second = new Publication(
                writes.get(new StageKey(failingKey)), StoragePath.of(failingTarget), Precondition.ABSENT);
        try {
            storage.publish(List.of(first, second));
            throw new AssertionError("the precondition held");
        } catch (PreconditionFailedException e) {
            published(first);
        }
    }

    private Publication publication(String key, String target, Precondition precondition) {
        StageKey name = new StageKey(key);
        promises.publishing(name, StoragePath.of(target));
        promises.allow(StoragePath.of(target), Optional.of(texts.get(name)));
        return new Publication(writes.get(name), StoragePath.of(target), precondition);
    }

    private void published(Publication publication) {
        StageKey key = publication.staged().key();
        promises.published(key);
        promises.require(publication.target(), Optional.of(texts.remove(key)));
        writes.remove(key);
    }

    void append(String path, String text) throws IOException {
        StoragePath at = StoragePath.of(path);
        String before = Promises.content(storage, at).orElse("");
        for (int length = 0; length <= text.length(); length++) {
            promises.allow(at, Optional.of(before + text.substring(0, length)));
        }
        storage.append(at, text.getBytes(StandardCharsets.UTF_8));
        promises.require(at, Optional.of(before + text));
    }

    void share(String from, String to) throws IOException {
        Optional<String> content = Promises.content(storage, StoragePath.of(from));
        promises.allow(StoragePath.of(to), content);
        storage.share(StoragePath.of(from), StoragePath.of(to));
        promises.require(StoragePath.of(to), content);
    }

    /** What is below one of two folders may be seen below an alias while it moves. */
    void alias(String alias, String folder, String file) throws IOException {
        StoragePath seen = StoragePath.of(alias).resolve(file);
        Optional<String> content =
                Promises.content(storage, StoragePath.of(folder).resolve(file));
        promises.allow(seen, content);
        storage.alias(StoragePath.of(alias), StoragePath.of(folder));
        promises.require(seen, content);
    }

    void shareAll(String... fromAndTo) throws IOException {
        List<Share> shares = new ArrayList<>();
        Map<StoragePath, Optional<String>> contents = new TreeMap<>();
        for (int i = 0; i < fromAndTo.length; i += 2) {
            Share share = new Share(StoragePath.of(fromAndTo[i]), StoragePath.of(fromAndTo[i + 1]));
            shares.add(share);
            contents.put(share.to(), Promises.content(storage, share.from()));
        }
        contents.forEach(promises::allow);
        storage.share(shares);
        contents.forEach(promises::require);
    }

    void delete(String... paths) throws IOException {
        List<StoragePath> list = paths(paths);
        list.forEach(path -> promises.allow(path, Optional.empty()));
        storage.delete(list);
        list.forEach(path -> promises.require(path, Optional.empty()));
    }

    private static List<StoragePath> paths(String... paths) {
        return List.of(paths).stream().map(StoragePath::of).toList();
    }

    void lockAndRelease(String path) throws IOException {
        StoragePath at = StoragePath.of(path);
        LockAttempt attempt = storage.lock(at, Promises.OWNER, Duration.ofMinutes(1));
        try (var lease = ((LockAttempt.Acquired) attempt).lease()) {
            promises.locked(at, lease.fencingToken());
        }
    }
}
