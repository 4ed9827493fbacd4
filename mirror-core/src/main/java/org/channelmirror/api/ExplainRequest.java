package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.spi.Decision;

/**
 * Which mirror is asked about, and which packages of it. Immutable; thread-safe as long as the mirror's request is.
 *
 * @param mirror what is mirrored from where to where
 * @param query which packages
 * @param otherSubdirs what is said of packages in subdirs that are not mirrored; a query that names such a subdir is answered by it
 * @param limit how many files are told of at most
 */
public record ExplainRequest(SyncRequest mirror, PackageQuery query, Decision otherSubdirs, int limit) {

    /** How many files are told of if nothing else is said. */
    public static final int DEFAULT_LIMIT = 10_000;

    private static final Decision NOT_MIRRORED = Decision.ruleOut("its subdir is not mirrored");

    /**
     * Validates the limit.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ExplainRequest {
        Objects.requireNonNull(mirror, "mirror");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(otherSubdirs, "otherSubdirs");
        if (limit < 1) {
            throw new IllegalArgumentException("the limit is 1 or more, not " + limit);
        }
    }

    /**
     * A request with every default.
     *
     * @param mirror what is mirrored from where to where
     * @param query which packages
     */
    public ExplainRequest(SyncRequest mirror, PackageQuery query) {
        this(mirror, query, NOT_MIRRORED, DEFAULT_LIMIT);
    }
}
