package org.channelmirror.internal.transport;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param connect for each address of the host until a connection stands, the TLS handshake counted by itself
 * @param response for the answer's first byte, and between any two reads of it
 */
public record HttpTimeouts(Duration connect, Duration response) {

    public static final HttpTimeouts DEFAULT = new HttpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(60));

    public HttpTimeouts {
        if (connect.toMillis() <= 0 || response.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "timeouts are at least a millisecond, not " + connect + " and " + response);
        }
    }
}
