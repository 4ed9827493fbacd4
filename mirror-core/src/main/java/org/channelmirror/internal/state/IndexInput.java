package org.channelmirror.internal.state;

import java.util.Objects;
import org.channelmirror.internal.transport.Validator;

/**
 * The upstream index that a channel's part of a subdir came from.
 *
 * @param url where it was read, without secrets; what is remembered of a URL is remembered without its credentials
 * @param validator tells this version of it
 */
public record IndexInput(String url, Validator validator) {

    public IndexInput {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(validator, "validator");
    }
}
