package org.channelmirror.internal.transport;

import java.time.Duration;

/**
 * How slow a body may come: a server that sends a byte now and then must not hold a connection for days.
 *
 * @param bytes how many have to come in each window
 * @param window of time spent waiting for the server; what this side spends on other things does not count
 */
public record MinimalRate(long bytes, Duration window) {

    public MinimalRate {
        if (bytes < 0 || window.toMillis() <= 0) {
            throw new IllegalArgumentException(bytes + " bytes in " + window + " is not a rate");
        }
    }
}
