package org.channelmirror.spec;

import java.util.Set;
import java.util.stream.Collectors;
import org.channelmirror.model.Subdir;

/**
 * The subdirs by which conda tells the last part of a channel's URL from a part of its name. The form alone does not tell:
 * {@code conda-forge} has it too.
 */
final class KnownSubdirs {

    private static final Set<String> NAMES =
            Subdir.KNOWN.stream().map(Subdir::name).collect(Collectors.toUnmodifiableSet());

    private KnownSubdirs() {}

    static boolean isKnown(String subdir) {
        return NAMES.contains(subdir);
    }

    /** The subdir that a channel's name or URL ends with; empty if it ends with none. */
    static String endOf(String channel) {
        int slash = channel.lastIndexOf('/');
        String last = channel.substring(slash + 1);
        return slash > 0 && isKnown(last) ? last : "";
    }
}
