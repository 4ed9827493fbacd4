package org.channelmirror.spi;

import java.io.InputStream;
import java.util.Objects;

/**
 * A file in an archive, as its reader comes to it.
 *
 * @param path its path, which is safe
 * @param size how many bytes it has; the content has no more, and ends with an exception if it has fewer
 * @param content its bytes, which need not be read or closed
 */
public record ArchiveItem(StoragePath path, long size, InputStream content) {

    /** Refuses nulls. */
    public ArchiveItem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(content, "content");
    }
}
