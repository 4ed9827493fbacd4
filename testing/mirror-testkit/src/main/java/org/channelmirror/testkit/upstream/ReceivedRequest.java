package org.channelmirror.testkit.upstream;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that a {@link FakeUpstream} received and the status it decided on. Immutable.
 *
 * @param method the method, such as {@code GET}
 * @param rawPath the request target as it was sent, with its percent-encoding and query
 * @param headers the header fields, found in any case; of repeated ones the last
 * @param status the status answered, or 0 if the connection was reset instead
 * @param connection the number of the connection it came over, from 1
 */
public record ReceivedRequest(String method, String rawPath, Map<String, String> headers, int status, int connection) {

    /** Copies the headers. */
    public ReceivedRequest {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * A header field.
     *
     * @param name its name, in any case
     * @return its value, if it was sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
