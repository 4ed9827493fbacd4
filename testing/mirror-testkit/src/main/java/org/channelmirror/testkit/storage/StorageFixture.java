package org.channelmirror.testkit.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Precondition;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/** What the parts of {@link ChannelStorageContract} stand on. */
public interface StorageFixture {

    /**
     * The storage under test.
     *
     * @return the one opened last
     */
    ChannelStorage storage();

    /**
     * Opens the same place again, as a later process would; it becomes the storage under test.
     *
     * @return the storage
     * @throws IOException if it cannot be opened
     */
    ChannelStorage reopen() throws IOException;

    /**
     * Lets time pass for the leases of the storage under test. Asked only of one that does not see its lock holders' death.
     *
     * @param time how much
     */
    void pass(Duration time);

    /**
     * Says whether {@code a} and {@code a/b} can both be objects, as on object storage; false for a storage with folders.
     *
     * @return true unless overridden
     */
    boolean keepsObjectsBelowObjects();

    /**
     * Says whether names beyond ASCII can be kept here, which depends on the machine's settings in some storages.
     *
     * @return true unless overridden
     */
    boolean takesUnicode();

    /**
     * Stages a text.
     *
     * @param key its key
     * @param text what is appended
     * @return the open write
     * @throws IOException if the storage fails
     */
    default StagedWrite stage(String key, String text) throws IOException {
        StagedWrite write = storage().stage(new StageKey(key));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write.append(bytes, 0, bytes.length);
        return write;
    }

    /**
     * Publishes a text at a path, whatever is there.
     *
     * @param path where
     * @param text the content
     * @return the new token
     * @throws IOException if the storage fails
     */
    default VersionToken put(String path, String text) throws IOException {
        return put(path, text, Precondition.ANY);
    }

    /**
     * Publishes a text at a path.
     *
     * @param path where
     * @param text the content
     * @param precondition what must hold there
     * @return the new token
     * @throws IOException if the storage fails
     */
    default VersionToken put(String path, String text, Precondition precondition) throws IOException {
        try (StagedWrite write = stage("put-" + Thread.currentThread().getId(), text)) {
            try {
                return storage()
                        .publish(List.of(new Publication(write, StoragePath.of(path), precondition)))
                        .get(0);
            } finally {
                write.discard();
            }
        }
    }

    /**
     * Reads a text.
     *
     * @param path where it is
     * @return the content, or empty if there is no object
     * @throws IOException if the storage fails
     */
    default Optional<String> text(String path) throws IOException {
        StoragePath at = StoragePath.of(path);
        if (storage().stat(at).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = storage().open(at, ByteRange.ALL)) {
            return Optional.of(read(in));
        }
    }

    /**
     * Lists paths.
     *
     * @param folder below which
     * @return the paths as text, in the storage's order
     * @throws IOException if the storage fails
     */
    default List<String> paths(String folder) throws IOException {
        try (Stream<StoredObject> objects = storage().list(StoragePath.of(folder))) {
            return objects.map(object -> object.path().value()).toList();
        }
    }

    /**
     * Reads a text to its end.
     *
     * @param in from where
     * @return the text
     * @throws IOException if that fails
     */
    static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
