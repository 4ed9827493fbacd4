package org.channelmirror.internal.transport;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait for a server.
 *
 * @param connect for each address of the host until a connection stands, the TLS handshake counted by itself
 * @param response for the answer's first byte, and between any two reads of it
 * @param rate how slow a body may be all the same
 */
public record HttpTimeouts(Duration connect, Duration response, MinimalRate rate) {

    public static final HttpTimeouts DEFAULT = new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));

    public HttpTimeouts {
        Objects.requireNonNull(rate, "rate");
        if (connect.toMillis() <= 0 || response.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "timeouts are at least a millisecond, not " + connect + " and " + response);
        }
    }

    /** With the usual rate: 30 kB a minute. */
    public HttpTimeouts(Duration connect, Duration response) {
        this(connect, response, new MinimalRate(30_000, Duration.ofMinutes(1)));
    }
}
