package org.channelmirror.cli;

import java.util.List;
import java.util.Locale;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SnapshotDeletion;
import tools.jackson.core.JsonGenerator;

/** What {@code snapshot delete} says. */
record SnapshotDeletionAnswer(Place place, SnapshotDeletion deletion) implements Answer {

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
        String files = Units.count(deletion.files(), "file");
        page.line(
                switch (deletion.kind()) {
                    case SNAPSHOT -> "snapshot " + deletion.name() + " is deleted: " + files;
                    case REMAINS -> "what was left of snapshot " + deletion.name() + " is deleted: " + files;
                    case LABEL -> "label " + deletion.name() + " is deleted; its snapshot stays";
                });
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("name", deletion.name().value());
        json.writeStringProperty("kind", deletion.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("files", deletion.files());
    }
}
