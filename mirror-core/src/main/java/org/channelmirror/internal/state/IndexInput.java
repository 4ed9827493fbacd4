package org.channelmirror.internal.state;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.internal.transport.Validator;

/**
 * The upstream index that a channel's part of a subdir came from.
 *
 * @param url where it was read, without secrets; what is remembered of a URL is remembered without its credentials
 * @param validator tells this version of it
 * @param kept what is kept of its text, where it was read by its shards or can be from now on; then the URL is the shard index's
 */
public record IndexInput(String url, Validator validator, Optional<Kept> kept) {

    public IndexInput {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(validator, "validator");
        Objects.requireNonNull(kept, "kept");
    }

    /** An index of which nothing is kept. */
    public IndexInput(String url, Validator validator) {
        this(url, validator, Optional.empty());
    }

    /**
     * The text of an index, from which the next one is made with the shards that changed.
     *
     * @param number of the files that hold it
     * @param wholeUrl where a whole index was read last, without secrets
     * @param whole tells the version of that
     */
    public record Kept(long number, String wholeUrl, Validator whole) {

        public Kept {
            Objects.requireNonNull(wholeUrl, "wholeUrl");
            Objects.requireNonNull(whole, "whole");
        }
    }
}
