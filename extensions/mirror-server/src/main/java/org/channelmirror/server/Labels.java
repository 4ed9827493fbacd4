package org.channelmirror.server;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * Moving labels: each has a note in the private part that names a snapshot, whose files are at {@code conda/ACCOUNT/label/SNAPSHOT}. What
 * is no moving label is the snapshot of that name.
 */
final class Labels {

    private final ChannelStorage storage;
    private final MirrorClient client;
    private final Map<StoragePath, Known> known = new ConcurrentHashMap<>();

    Labels(ChannelStorage storage, MirrorClient client) {
        this.storage = storage;
        this.client = client;
    }

    /** The snapshot that a label names now, and the one before, whose index a client may still be at work with. */
    Named resolve(AccountName account, String label) throws IOException {
        StoragePath path = StoragePath.of(".mirror", "state", account.value(), "labels", label);
        Optional<StoredObject> object = storage.stat(path);
        if (object.isEmpty()) {
            known.remove(path);
            return new Named(label, Optional.empty());
        }
        Known before = known.get(path);
        if (before != null && before.token().equals(object.get().token())) {
            return before.named();
        }
        Named named = new Named(
                snapshot(account, label),
                Optional.ofNullable(before).map(Known::named).map(Named::snapshot));
        known.put(path, new Known(object.get().token(), named));
        return named;
    }

    private String snapshot(AccountName account, String label) throws IOException {
        try {
            return client.snapshots(storage, account).labels().stream()
                    .filter(each -> each.label().value().equals(label))
                    .map(each -> each.snapshot().value())
                    .findFirst()
                    .orElse(label);
        } catch (MirrorException e) {
            throw new IOException("the labels of account " + account + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What a label stands for.
     *
     * @param snapshot the snapshot of now
     * @param earlier the one before it, as far as this server saw it
     */
    record Named(String snapshot, Optional<String> earlier) {}

    private record Known(VersionToken token, Named named) {}
}
