package org.channelmirror.testkit.upstream;

import java.util.ArrayList;
import java.util.List;

/** What a server saw. Thread-safe. */
final class Traffic {

    private final List<ReceivedRequest> requests = new ArrayList<>();
    private int connections;
    private int inFlight;
    private int maxInFlight;

    synchronized int connected() {
        return ++connections;
    }

    synchronized void begun() {
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
    }

    synchronized void ended() {
        inFlight--;
    }

    synchronized void decided(RequestHead head, int status, int connection) {
        requests.add(new ReceivedRequest(head.method(), head.rawPath(), head.headers(), status, connection));
    }

    synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized int connections() {
        return connections;
    }

    synchronized int maxInFlight() {
        return maxInFlight;
    }

    synchronized void clear() {
        requests.clear();
        connections = 0;
        maxInFlight = inFlight;
    }
}
