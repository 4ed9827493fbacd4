package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;

/**
 * A package that a clean would take out. Immutable.
 *
 * @param subdir its subdir
 * @param file its file
 * @param size its size in bytes; 0 if nobody knows it
 * @param reason why, such as the filter that no longer selects it
 */
public record RemovedPackage(Subdir subdir, PackageFileName file, long size, String reason) {

    /** Refuses nulls. */
    public RemovedPackage {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Its path in the mirror's channel.
     *
     * @return such as {@code linux-64/zlib-1.3.1-h1_2.conda}
     */
    public String path() {
        return subdir + "/" + file;
    }
}
