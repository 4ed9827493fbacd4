package org.channelmirror.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoredObject;

/** The content of an object of a storage without files. */
final class StoredContent implements Content {

    private final ChannelStorage storage;
    private final StoredObject object;
    private final Executor executor;

    StoredContent(ChannelStorage storage, StoredObject object, Executor executor) {
        this.storage = storage;
        this.object = object;
        this.executor = executor;
    }

    @Override
    public boolean isCurrent() throws IOException {
        return storage.stat(object.path())
                .filter(now -> now.token().equals(object.token()))
                .isPresent();
    }

    @Override
    public Optional<Body> open(ByteRange range) throws IOException {
        InputStream in;
        try {
            in = storage.open(object.path(), range);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        StreamBody body = new StreamBody(in, range.length(), executor);
        try {
            if (isCurrent()) {
                return Optional.of(body);
            }
        } catch (IOException e) {
            try (body) {
                throw e;
            }
        }
        body.close();
        return Optional.empty();
    }
}
