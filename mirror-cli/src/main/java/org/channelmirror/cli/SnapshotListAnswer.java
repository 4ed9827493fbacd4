package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotLabel;
import tools.jackson.core.JsonGenerator;

/** What {@code snapshot list} says. */
record SnapshotListAnswer(Place place, List<Snapshot> snapshots, List<SnapshotLabel> labels) implements Answer {

    private static final List<String> HEAD = List.of("", "packages", "size", "created", "labels");

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
        if (snapshots.isEmpty()) {
            page.line("account " + place.account() + " in " + place.root() + " has no snapshots");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Snapshot snapshot : snapshots) {
            List<String> names = labels(snapshot, labels);
            rows.add(List.of(
                    snapshot.name().value(),
                    Long.toString(snapshot.packages()),
                    Units.bytes(snapshot.bytes()),
                    snapshot.created().toString(),
                    names.isEmpty() ? "-" : String.join(", ", names)));
        }
        page.table(rows);
    }

    /** The names of those that show a snapshot. */
    static List<String> labels(Snapshot snapshot, List<SnapshotLabel> labels) {
        return labels.stream()
                .filter(label -> label.snapshot().equals(snapshot.name()))
                .map(label -> label.label().value())
                .toList();
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        write(json, snapshots, labels);
    }

    /** The member that tells of snapshots and their labels. */
    static void write(JsonGenerator json, List<Snapshot> snapshots, List<SnapshotLabel> labels) {
        json.writeArrayPropertyStart("snapshots");
        for (Snapshot snapshot : snapshots) {
            json.writeStartObject();
            SnapshotAnswer.write(json, snapshot);
            json.writeArrayPropertyStart("labels");
            labels(snapshot, labels).forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
