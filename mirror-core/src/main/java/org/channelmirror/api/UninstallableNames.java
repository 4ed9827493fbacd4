package org.channelmirror.api;

import java.util.List;

/**
 * The selected names that nobody can install from a mirror: whatever is selected of them on some platform, and in noarch, needs what
 * no selected package provides, or a package of which the same is true. Of the names that the filters select; what a rule such as
 * {@code dependencies} brought back for others does not count. Where those are a thousand at most, a name is here as well if no
 * choice of packages meets all needs at once, such as two versions of one package; where it takes too long to tell, it is not. What
 * packages say in {@code constrains} is not looked at. Immutable.
 *
 * @param count how many there are
 * @param names the first {@value #MAX_NAMES} of them in lower case, in the order of the alphabet
 */
public record UninstallableNames(long count, List<String> names) {

    /** How many names are held at most. */
    public static final int MAX_NAMES = 10_000;

    /** There are none, or nothing was looked at. */
    public static final UninstallableNames NONE = new UninstallableNames(0, List.of());

    /** Copies the list. */
    public UninstallableNames {
        names = List.copyOf(names);
    }
}
