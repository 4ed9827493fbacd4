package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;

/**
 * A package file that an account holds, listed or not. Immutable.
 *
 * @param subdir where it is
 * @param file its name
 * @param size its bytes
 * @param sha256 its checksum; empty for one that was taken over without and never read since
 */
public record HeldPackage(Subdir subdir, PackageFileName file, long size, Optional<Digest> sha256) {

    /** Refuses nulls. */
    public HeldPackage {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
    }
}
