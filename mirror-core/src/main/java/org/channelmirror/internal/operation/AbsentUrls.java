package org.channelmirror.internal.operation;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.model.Redaction;

/** Remembers what upstream answered 404, so that it is asked again only once a day. Thread-safe. */
public final class AbsentUrls {

    private static final Duration ASK_AGAIN = Duration.ofDays(1);

    private final Map<String, Instant> asked;
    private final Clock clock;

    public AbsentUrls(Map<String, Instant> known, Clock clock) {
        this.asked = new ConcurrentHashMap<>(known);
        this.clock = clock;
    }

    public boolean isKnown(URI uri) {
        Instant when = asked.get(Redaction.withoutSecrets(uri));
        return when != null && clock.instant().isBefore(when.plus(ASK_AGAIN));
    }

    public void add(URI uri) {
        asked.put(Redaction.withoutSecrets(uri), clock.instant());
    }

    public void remove(URI uri) {
        asked.remove(Redaction.withoutSecrets(uri));
    }

    /** Forgets what is below a folder. */
    public void removeBelow(URI folder) {
        String prefix = Redaction.withoutSecrets(folder);
        asked.keySet().removeIf(url -> url.startsWith(prefix));
    }

    public Map<String, Instant> asMap() {
        return Map.copyOf(asked);
    }
}
