package org.channelmirror.api;

import java.util.List;

/**
 * The selected names that nobody can install from a mirror: whatever is selected of them on some platform, and in noarch, needs what
 * no selected package provides, or a package of which the same is true. What the filters select counts; what a rule such as
 * {@code dependencies} brought back for others does not. That packages exclude each other is not looked at. Immutable.
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
