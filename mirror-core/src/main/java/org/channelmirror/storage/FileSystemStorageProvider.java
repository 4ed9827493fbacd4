package org.channelmirror.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StorageProvider;

/** Opens {@link FileSystemStorage} by {@code file:} URI. It has no settings. Thread-safe. */
public final class FileSystemStorageProvider implements StorageProvider {

    /** For the service loader. */
    public FileSystemStorageProvider() {}

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public ChannelStorage open(URI location, Map<String, String> settings) throws IOException {
        if (!scheme().equalsIgnoreCase(location.getScheme())) {
            throw new IllegalArgumentException(location + " is not a file: URI");
        }
        if (!settings.isEmpty()) {
            throw new IllegalArgumentException("a storage in a folder has no settings, but these were given: "
                    + String.join(", ", settings.keySet()));
        }
        return new FileSystemStorage(Path.of(location));
    }
}
