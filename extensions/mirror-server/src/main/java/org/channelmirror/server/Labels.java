package org.channelmirror.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * Moving labels: each is a text in the private part that names a snapshot, whose files are at {@code conda/ACCOUNT/label/SNAPSHOT}. What
 * is no moving label is the snapshot of that name.
 */
final class Labels {

    private static final int MAX_BYTES = 4096;

    private final ChannelStorage storage;
    private final Map<StoragePath, Known> known = new ConcurrentHashMap<>();

    Labels(ChannelStorage storage) {
        this.storage = storage;
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
                snapshot(path), Optional.ofNullable(before).map(Known::named).map(Named::snapshot));
        known.put(path, new Known(object.get().token(), named));
        return named;
    }

    private String snapshot(StoragePath path) throws IOException {
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
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
