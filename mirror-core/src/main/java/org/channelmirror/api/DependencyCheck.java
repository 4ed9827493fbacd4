package org.channelmirror.api;

import java.util.List;
import java.util.Objects;

/**
 * Whether everything is selected that selected packages need. A package of a platform finds what it needs in its platform and in
 * noarch, one of noarch in any platform; virtual packages such as {@code __glibc} are provided by whoever installs. Immutable.
 *
 * @param status whether it was looked at
 * @param requirement what is asked for
 * @param count how many names are missing; with {@link Status#UNCHANGED} as many as were when it was looked at last
 * @param broken the first {@value #MAX_BROKEN} of them, those first that most packages need
 * @param uninstallable the selected names that cannot be installed from what is selected
 */
public record DependencyCheck(
        Status status,
        ClosureRequirement requirement,
        long count,
        List<BrokenDependency> broken,
        UninstallableNames uninstallable) {

    /** How many names a check holds at most. */
    public static final int MAX_BROKEN = 10_000;

    /** Nothing was looked at, and nothing is asked for. */
    public static final DependencyCheck NONE =
            new DependencyCheck(Status.NOT_CHECKED, ClosureRequirement.REPORTED, 0, List.of(), UninstallableNames.NONE);

    /** Whether it was looked at. */
    public enum Status {
        /** It was looked at. */
        CHECKED,
        /** Nothing has changed since it was looked at last, and this is what was found then. */
        UNCHANGED,
        /** Every package is selected, or not every index could be read. */
        NOT_CHECKED
    }

    /** Copies the list. */
    public DependencyCheck {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(requirement, "requirement");
        Objects.requireNonNull(uninstallable, "uninstallable");
        broken = List.copyOf(broken);
    }

    /**
     * Says whether what is asked for holds.
     *
     * @return false if every need has to be met and one is not, or nobody knows
     */
    public boolean isMet() {
        return requirement == ClosureRequirement.REPORTED || (status != Status.NOT_CHECKED && count == 0);
    }
}
