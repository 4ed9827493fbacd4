package org.channelmirror.api;

import java.util.Collections;
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
 * @param restored how many packages were left out at first and brought back by rules, by reason, sorted
 * @param unavailable how many packages cannot be had, as is known before anything is fetched: upstream does not list them as the
 *     plan that is followed names them, a policy refuses them, or their records have no usable checksum
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
        Optional<String> failure,
        Map<String, Long> restored,
        long unavailable) {

    /** Copies the maps. */
    public SubdirPlan {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(failure, "failure");
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        restored = Collections.unmodifiableMap(new TreeMap<>(restored));
    }

    /**
     * A plan of a subdir to which no rule brought packages back, and of which nothing is known to be unavailable.
     *
     * @param subdir the subdir
     * @param listed how many packages upstream lists
     * @param selected how many of them the filters select
     * @param toFetch how many of the selected ones are not here yet, or differ from what is
     * @param bytesToFetch their listed sizes in bytes
     * @param toReplace how many of {@code toFetch} replace another content of the same name
     * @param toHide how many published packages would no longer be listed
     * @param rejected how many packages were left out, by reason
     * @param failure why the subdir cannot be synced, where that is so
     */
    public SubdirPlan(
            Subdir subdir,
            long listed,
            long selected,
            long toFetch,
            long bytesToFetch,
            long toReplace,
            long toHide,
            Map<String, Long> rejected,
            Optional<String> failure) {
        this(subdir, listed, selected, toFetch, bytesToFetch, toReplace, toHide, rejected, failure, Map.of(), 0);
    }
}
