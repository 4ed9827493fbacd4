package org.channelmirror.server;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code /health}: that the server lives, whether it is ready, and how old each index is that the asker may read. {@code /health/live}
 * and {@code /health/ready} are for programs that look at the status alone.
 */
final class HealthPage {

    private static final String JSON = "application/json";

    private final PublishedIndexes indexes;
    private final Gatekeeper gatekeeper;
    private final Clock clock;
    private final BooleanSupplier draining;
    private final JsonFactory factory = new JsonFactory();

    HealthPage(PublishedIndexes indexes, Gatekeeper gatekeeper, Clock clock, BooleanSupplier draining) {
        this.indexes = indexes;
        this.gatekeeper = gatekeeper;
        this.clock = clock;
        this.draining = draining;
    }

    void answer(Exchange exchange) {
        String part = String.join("/", exchange.target().below());
        switch (part) {
            case "live" -> Answers.text(exchange.response(), exchange.callback(), JSON, "{\"live\":true}\n");
            case "", "ready" -> whole(exchange);
            default -> exchange.status(HttpStatus.NOT_FOUND_404);
        }
    }

    private void whole(Exchange exchange) {
        List<PublishedIndexes.Index> readable = List.of();
        boolean ready = !draining.getAsBoolean();
        try {
            readable = indexes.all().stream()
                    .filter(index -> gatekeeper.entry(index.account(), exchange.token()) == Gatekeeper.Entry.GRANTED)
                    .toList();
        } catch (IOException e) {
            ready = false;
        }
        exchange.response().setStatus(ready ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        Answers.text(exchange.response(), exchange.callback(), JSON, text(ready, readable));
    }

    private String text(boolean ready, List<PublishedIndexes.Index> readable) {
        Instant now = clock.instant();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeBooleanProperty("live", true);
            json.writeBooleanProperty("ready", ready);
            json.writeArrayPropertyStart("indexes");
            for (PublishedIndexes.Index index : readable) {
                json.writeStartObject();
                json.writeStringProperty("account", index.account().value());
                json.writeStringProperty("subdir", index.subdir().name());
                json.writeStringProperty("published", index.published().toString());
                json.writeNumberProperty(
                        "age_seconds",
                        Math.max(0, Duration.between(index.published(), now).toSeconds()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
