package org.channelmirror.testkit.channel;

import java.util.Objects;

/**
 * A value that is written into JSON exactly as it is, for number texts such as {@code 1.0e2} and unusual escapes. Immutable.
 *
 * @param text one JSON value; it is not checked, so that broken indexes can be made
 */
public record RawJson(String text) {

    /** Refuses null. */
    public RawJson {
        Objects.requireNonNull(text, "text");
    }
}
