package org.channelmirror.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Finds what is to be sent for a path. What was found before is used again, after a look whether it is still in its place: nobody gets
 * a file that is not the published one.
 */
final class Representations {

    /** Each holds at most 32 KB. */
    private static final int KEPT = 1024;

    /** Publishing is rarer than that by far. */
    private static final int ATTEMPTS = 8;

    private final ChannelStorage storage;
    private final Executor executor;
    private final Map<StoragePath, Representation> kept = Collections.synchronizedMap(new Recent());

    Representations(ChannelStorage storage, Executor executor) {
        this.storage = storage;
        this.executor = executor;
    }

    Optional<Representation> find(StoragePath path) throws IOException {
        Representation before = kept.get(path);
        if (before != null && before.content().isCurrent()) {
            return Optional.of(before);
        }
        Optional<Representation> found = look(path);
        if (found.isPresent()) {
            kept.put(path, found.get());
        } else if (before != null) {
            kept.remove(path);
        }
        return found;
    }

    private Optional<Representation> look(StoragePath path) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<StoredObject> object = storage.stat(path);
            if (object.isEmpty()) {
                return Optional.empty();
            }
            Optional<Path> file = storage.localPath(path);
            if (file.isEmpty()) {
                return Optional.of(of(object.get(), new StoredContent(storage, object.get(), executor)));
            }
            Optional<FileContent> content = FileContent.of(file.get());
            if (content.isPresent()
                    && content.get().size() == object.get().size()
                    && content.get().modified().toInstant().equals(object.get().lastModified())) {
                return Optional.of(of(object.get(), content.get()));
            }
        }
        throw new IOException(path + " changes all the time");
    }

    private static Representation of(StoredObject object, Content content) {
        return Representation.of(
                content, object.path().fileName(), object.token().value(), object.size(), object.lastModified());
    }

    private static final class Recent extends LinkedHashMap<StoragePath, Representation> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<StoragePath, Representation> eldest) {
            return size() > KEPT;
        }
    }
}
