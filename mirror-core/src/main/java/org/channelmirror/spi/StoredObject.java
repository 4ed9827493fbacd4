package org.channelmirror.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.Digest;

/**
 * What a storage knows of one object. Immutable and thread-safe.
 *
 * @param path where it is
 * @param size its size in bytes
 * @param lastModified when its content was published
 * @param token tells this content from any other at the same path
 * @param digest the checksum, where the storage keeps one with the object
 */
public record StoredObject(
        StoragePath path, long size, Instant lastModified, VersionToken token, Optional<Digest> digest) {

    /**
     * Validates the size.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public StoredObject {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(lastModified, "lastModified");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(digest, "digest");
        if (size < 0) {
            throw new IllegalArgumentException("size of " + path + " is negative: " + size);
        }
    }
}
