package org.channelmirror.api;

import java.util.Objects;

/**
 * A name that selected packages need and no selected package provides as they need it. Immutable.
 *
 * @param name the name
 * @param spec what one of those packages needs, as it is written there
 * @param reason why what would meet the need is left out: of several reasons the one that most packages are left out for;
 *     {@value #NOT_LISTED} if upstream has nothing that would, or {@value #NOT_KNOWN}
 * @param packages how many selected packages need it
 */
public record BrokenDependency(String name, String spec, String reason, long packages) {

    /** The reason where upstream lists nothing that would do. */
    public static final String NOT_LISTED = "not listed upstream";

    /** The reason where not every index was read, because nothing else is new in it. */
    public static final String NOT_KNOWN = "left out, or not listed upstream";

    /** Refuses nulls. */
    public BrokenDependency {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(reason, "reason");
    }
}
