package org.channelmirror.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.model.AccountName;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code history} says.
 *
 * @param asked what was asked about
 * @param events is closed at the end
 * @param found its events, read while they are printed
 */
record HistoryAnswer(
        Place place,
        Optional<AccountName> account,
        String asked,
        Stream<HistoryEvent> events,
        Iterator<HistoryEvent> found)
        implements Answer {

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return List.of();
    }

    @Override
    public void print(Page page) {
        if (!found.hasNext()) {
            page.line("nothing is known to have happened to " + asked);
        }
        found.forEachRemaining(event -> page.line(line(event)));
    }

    private String line(HistoryEvent event) {
        String where = account.isPresent() ? "" : event.account() + "/";
        return event.time() + "  " + event.event() + "  " + where + event.subdir() + "/" + event.file()
                + event.from().map(url -> "  from " + url).orElse("");
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("root", place.root().toString());
        account.ifPresent(name -> json.writeStringProperty("account", name.value()));
        json.writeArrayPropertyStart("events");
        found.forEachRemaining(event -> {
            json.writeStartObject();
            json.writeStringProperty("time", event.time().toString());
            json.writeStringProperty("account", event.account().value());
            json.writeStringProperty("subdir", event.subdir().name());
            json.writeStringProperty("event", event.event());
            json.writeStringProperty("file", event.file().value());
            event.from().ifPresent(url -> json.writeStringProperty("from", url));
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    @Override
    public void close() {
        events.close();
    }
}
