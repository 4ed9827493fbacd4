package org.channelmirror.spi;

import java.util.Objects;

/**
 * Tells one content of an object from another without reading it: an ETag on object storage; size, time and file id on a file
 * system. Opaque, immutable, thread-safe.
 *
 * @param value 1 to 200 visible ASCII characters
 */
public record VersionToken(String value) {

    /**
     * Validates the token.
     *
     * @throws IllegalArgumentException if it is empty, too long, or has a blank or a character beyond ASCII
     */
    public VersionToken {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty() || value.length() > 200 || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "a version token is 1 to 200 visible ASCII characters, not \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
