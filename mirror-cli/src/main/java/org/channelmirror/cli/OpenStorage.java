package org.channelmirror.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.api.StorageException;
import org.channelmirror.spi.ChannelStorage;

/** A mirror's storage, whose closing fails as everything else of a command does. */
record OpenStorage(Path root, ChannelStorage storage) implements AutoCloseable {

    @Override
    public void close() throws StorageException {
        try {
            storage.close();
        } catch (IOException e) {
            throw new StorageException(root.toString(), e);
        }
    }
}
