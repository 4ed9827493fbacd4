package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.Snapshot;
import tools.jackson.core.JsonGenerator;

/** What {@code snapshot create} says. */
record SnapshotAnswer(Place place, Snapshot snapshot) implements Answer {

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
        page.line("snapshot " + snapshot.name() + " of account " + place.account() + ": "
                + Units.count(snapshot.packages(), "package") + ", " + Units.bytes(snapshot.bytes()) + ", at "
                + place.label(snapshot.name()));
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeObjectPropertyStart("snapshot");
        write(json, snapshot);
        json.writeEndObject();
    }

    /** The members of a snapshot's object. */
    static void write(JsonGenerator json, Snapshot snapshot) {
        json.writeStringProperty("name", snapshot.name().value());
        json.writeStringProperty("created", snapshot.created().toString());
        json.writeNumberProperty("packages", snapshot.packages());
        json.writeNumberProperty("bytes", snapshot.bytes());
        json.writeArrayPropertyStart("subdirs");
        for (Snapshot.Content content : snapshot.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", content.subdir().name());
            json.writeNumberProperty("packages", content.packages());
            json.writeNumberProperty("bytes", content.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
