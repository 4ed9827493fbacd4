package org.channelmirror.internal.transport;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a body when it begins. Immutable.
 *
 * @param validator tells this version of the file
 * @param ifRange what a server is given, so that it sends the rest of this version and of no other; absent if nothing tells versions
 *     apart for sure
 * @param total how long the whole body is
 */
public record BodyVersion(Validator validator, Optional<String> ifRange, OptionalLong total) {

    /** A body that cannot be gone on with. */
    public static final BodyVersion UNKNOWN = new BodyVersion(Validator.NONE, Optional.empty(), OptionalLong.empty());

    public BodyVersion {
        Objects.requireNonNull(validator, "validator");
        Objects.requireNonNull(ifRange, "ifRange");
        Objects.requireNonNull(total, "total");
    }
}
