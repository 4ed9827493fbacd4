package org.channelmirror.spi;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Opens storages by URI, found by {@link java.util.ServiceLoader}; for configuration files and command lines. Library users
 * pass a {@link ChannelStorage} itself. Thread-safe.
 */
public interface StorageProvider {

    /**
     * Which URIs are this provider's.
     *
     * @return a URI scheme in lower case
     */
    String scheme();

    /**
     * Opens a storage.
     *
     * @param location a URI of this provider's scheme
     * @param settings further settings, whose meaning is the provider's
     * @return the storage, to be closed by the caller
     * @throws IOException if it cannot be opened
     * @throws IllegalArgumentException if the location or a setting is not valid
     */
    ChannelStorage open(URI location, Map<String, String> settings) throws IOException;
}
