package org.channelmirror.internal.transport;

import java.util.Objects;

/**
 * The first bytes of a body, of which the rest has not come. Immutable.
 *
 * @param bytes how many are here
 * @param version what they are the beginning of
 */
public record HalfBody(long bytes, BodyVersion version) {

    /** Nothing is here. */
    public static final HalfBody NOTHING = new HalfBody(0, BodyVersion.UNKNOWN);

    public HalfBody {
        Objects.requireNonNull(version, "version");
        if (bytes < 0) {
            throw new IllegalArgumentException("a body has 0 bytes or more, not " + bytes);
        }
    }

    /** Whether the rest can be asked for by itself. */
    public boolean canGoOn() {
        return bytes > 0
                && version.ifRange().isPresent()
                && bytes < version.total().orElse(Long.MAX_VALUE);
    }
}
