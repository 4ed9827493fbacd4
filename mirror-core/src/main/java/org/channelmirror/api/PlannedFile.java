package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;

/**
 * A file that a plan names: what a sync that follows it may fetch. Immutable.
 *
 * @param subdir the file's subdir
 * @param file its name
 * @param action what the sync was going to do with it
 * @param size its listed size in bytes, if upstream lists one
 * @param digest its listed checksum, the SHA-256 where there is one; empty if upstream lists none
 */
public record PlannedFile(
        Subdir subdir, PackageFileName file, Action action, OptionalLong size, Optional<Digest> digest) {

    /** What a sync does with a file. */
    public enum Action {
        /** It fetches a file that the mirror does not have. */
        ADD,
        /** It fetches another content of a file that is published. */
        REPLACE
    }

    /**
     * Validates the size.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public PlannedFile {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(digest, "digest");
        if (size.isPresent() && size.getAsLong() < 0) {
            throw new IllegalArgumentException("a size is 0 or more, not " + size.getAsLong());
        }
    }
}
