package org.channelmirror.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts what is asked for and what becomes of it. No label tells of a user, an account or a URL. Thread-safe. */
final class Metrics implements RequestLog, AutoCloseable {

    private static final String OTHER = "other";
    private static final int LOWEST = 100;
    private static final int STATUSES = 500;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, OfKind> kinds = new ConcurrentHashMap<>();

    @Override
    public void log(Request request, Response response) {
        OfKind counters = kinds.computeIfAbsent(kind(request), OfKind::new);
        counters.count(response.getStatus(), Math.max(0, Response.getContentBytesWritten(response)));
    }

    private static String kind(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.contains("/conda/")) {
            return OTHER;
        }
        return switch (FileKind.of(path.substring(path.lastIndexOf('/') + 1))) {
            case PACKAGE -> "package";
            case SHARD -> "shard";
            case INDEX -> "index";
        };
    }

    /** A sync ended. */
    void synced(SyncOutcome outcome, Duration duration, long failures) {
        Timer.builder("channel_mirror_sync")
                .description("Syncs by outcome")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(duration);
        Counter.builder("channel_mirror_sync_failures")
                .description("Packages that a sync could not fetch")
                .register(registry)
                .increment((double) failures);
    }

    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }

    /** The counters of one kind of file, found without a look into the registry. */
    private final class OfKind {

        private final String kind;
        private final Counter bytes;
        private final Counter hits;
        private final Map<Integer, Counter> statuses = new ConcurrentHashMap<>();

        OfKind(String kind) {
            this.kind = kind;
            this.bytes = counter("channel_mirror_response_bytes", "Bytes of content sent")
                    .register(registry);
            this.hits = counter("channel_mirror_hits", "Requests for something that is here")
                    .register(registry);
        }

        void count(int status, long sent) {
            int known = status >= LOWEST && status < LOWEST + STATUSES ? status : LOWEST;
            statuses.computeIfAbsent(known, this::requests).increment();
            if (status < 400) {
                hits.increment();
            }
            if (sent > 0) {
                bytes.increment((double) sent);
            }
        }

        private Counter requests(int status) {
            return counter("channel_mirror_requests", "Requests by kind of file and status")
                    .tag("status", Integer.toString(status))
                    .register(registry);
        }

        private Counter.Builder counter(String name, String description) {
            return Counter.builder(name).description(description).tag("kind", kind);
        }
    }
}
