package org.channelmirror.model;

import java.net.URI;
import java.util.Objects;

/**
 * An upstream channel: where repodata and packages are read from. Immutable and thread-safe. {@link #toString()} and
 * {@link #redactedUrl()} hide credentials; {@link #url()} has them.
 *
 * @param url the channel's root with a trailing slash, without a subdir; {@code http}, {@code https} or {@code file}
 */
public record Channel(URI url) {

    /**
     * Validates the URL and gives it a trailing slash.
     *
     * @throws IllegalArgumentException if the URL has another scheme, no path to read, a query or a fragment
     */
    public Channel {
        Objects.requireNonNull(url, "url");
        String scheme = url.getScheme();
        if (scheme == null || !(scheme.equals("http") || scheme.equals("https") || scheme.equals("file"))) {
            throw new IllegalArgumentException(
                    "channel \"" + Redaction.redact(url) + "\": expected a http, https or file URL");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawPath() == null) {
            throw new IllegalArgumentException("channel \"" + Redaction.redact(url)
                    + "\": expected the URL of a folder, without a query or a fragment");
        }
        if (!url.getRawPath().endsWith("/")) {
            url = URI.create(url + "/");
        }
    }

    /**
     * The URL as it may be shown.
     *
     * @return the URL without user, password and token
     */
    public String redactedUrl() {
        return Redaction.redact(url);
    }

    @Override
    public String toString() {
        return redactedUrl();
    }
}
