package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.Subdir;

/**
 * What a clean does to one subdir. Immutable.
 *
 * @param subdir the subdir
 * @param published how many packages its index listed before
 * @param unlisted how many of them it no longer lists
 * @param removed all that leave, those among them that were hidden already
 * @param failure why the subdir could not be cleaned, if that is so; then it stays as it is
 */
public record SubdirClean(
        Subdir subdir, long published, long unlisted, RemovedPackages removed, Optional<String> failure) {

    /** Refuses nulls. */
    public SubdirClean {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(removed, "removed");
        Objects.requireNonNull(failure, "failure");
    }
}
