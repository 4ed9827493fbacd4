package org.channelmirror.internal.engine;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.model.Redaction;

/** Remembers what upstream answered 404, so that it is asked again only once a day. Thread-safe. */
final class AbsentUrls {

    private static final Duration ASK_AGAIN = Duration.ofDays(1);

    private final Map<String, Instant> asked;
    private final Clock clock;

    AbsentUrls(Map<String, Instant> known, Clock clock) {
        this.asked = new ConcurrentHashMap<>(known);
        this.clock = clock;
    }

    boolean isKnown(URI uri) {
        Instant when = asked.get(Redaction.withoutSecrets(uri));
        return when != null && clock.instant().isBefore(when.plus(ASK_AGAIN));
    }

    void add(URI uri) {
        asked.put(Redaction.withoutSecrets(uri), clock.instant());
    }

    void remove(URI uri) {
        asked.remove(Redaction.withoutSecrets(uri));
    }

    /** Forgets what is below a folder. */
    void removeBelow(URI folder) {
        String prefix = Redaction.withoutSecrets(folder);
        asked.keySet().removeIf(url -> url.startsWith(prefix));
    }

    Map<String, Instant> asMap() {
        return Map.copyOf(asked);
    }
}
