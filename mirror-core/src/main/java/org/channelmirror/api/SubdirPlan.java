package org.channelmirror.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.model.Subdir;

/**
 * What a sync of one subdir would do. Immutable.
 *
 * @param subdir the subdir
 * @param listed how many packages upstream lists
 * @param selected how many of them the filters select
 * @param toFetch how many of the selected ones are not here yet, or differ from what is
 * @param bytesToFetch their listed sizes in bytes; files without a listed size count as 0
 * @param toReplace how many of {@code toFetch} replace another content of the same name
 * @param toHide how many published packages would no longer be listed
 * @param rejected how many packages were left out, by reason, sorted
 * @param failure why the subdir cannot be synced, where that is so
 */
public record SubdirPlan(
        Subdir subdir,
        long listed,
        long selected,
        long toFetch,
        long bytesToFetch,
        long toReplace,
        long toHide,
        Map<String, Long> rejected,
        Optional<String> failure) {

    /** Copies the map. */
    public SubdirPlan {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(failure, "failure");
        rejected = java.util.Collections.unmodifiableMap(new TreeMap<>(rejected));
    }
}
