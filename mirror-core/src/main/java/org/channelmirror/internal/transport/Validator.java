package org.channelmirror.internal.transport;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * What tells one version of an upstream file from another: for HTTP the {@code ETag} and {@code Last-Modified} headers as they
 * were, for a local file a tag made of its size, its modification time in nanoseconds and its file key (inode), and the time as that
 * header has it. Immutable.
 *
 * @param etag the entity tag with its quotes and weakness mark, or a local file's tag
 * @param lastModified the header's text
 */
public record Validator(Optional<String> etag, Optional<String> lastModified) {

    /** Tells nothing: a request with it is unconditional. */
    public static final Validator NONE = new Validator(Optional.empty(), Optional.empty());

    public Validator {
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(lastModified, "lastModified");
    }

    /** When this version was made, as far as it says. */
    public Optional<Instant> modified() {
        return lastModified.map(DateUtils::parseStandardDate);
    }
}
