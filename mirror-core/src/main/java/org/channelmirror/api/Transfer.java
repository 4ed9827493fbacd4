package org.channelmirror.api;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * One file on its way here. Immutable.
 *
 * @param id unique within the operation; tells parallel events apart
 * @param path the file's path below the channel, such as {@code noarch/a-1-0.conda}
 * @param totalBytes the size in bytes, where known
 */
public record Transfer(long id, String path, OptionalLong totalBytes) {

    /** Refuses nulls. */
    public Transfer {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(totalBytes, "totalBytes");
    }
}
