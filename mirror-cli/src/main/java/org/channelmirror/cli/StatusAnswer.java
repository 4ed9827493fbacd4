package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.MirrorStatus.SubdirStatus;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code status} says. */
record StatusAnswer(Place place, MirrorStatus status) implements Answer {

    private static final List<String> HEAD = List.of("", "packages", "size", "published", "from");

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
        if (status.subdirs().isEmpty()) {
            page.line("account " + place.account() + " in " + place.root() + " was never synced");
            return;
        }
        page.line("account " + place.account() + " in " + place.root() + ": " + Units.count(packages(), "package")
                + ", " + Units.bytes(bytes()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        status.subdirs().forEach(subdir -> rows.add(row(subdir)));
        page.table(rows);
    }

    private static List<String> row(SubdirStatus subdir) {
        return List.of(
                subdir.subdir().name(),
                Long.toString(subdir.packages()),
                Units.bytes(subdir.bytes()),
                subdir.published().toString(),
                subdir.upstream().orElse("-"));
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeNumberProperty("packages", packages());
        json.writeNumberProperty("bytes", bytes());
        json.writeArrayPropertyStart("subdirs");
        for (SubdirStatus subdir : status.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", subdir.subdir().name());
            json.writeNumberProperty("packages", subdir.packages());
            json.writeNumberProperty("bytes", subdir.bytes());
            json.writeStringProperty("published", subdir.published().toString());
            subdir.upstream().ifPresent(upstream -> json.writeStringProperty("upstream", upstream));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private long packages() {
        return status.subdirs().stream().mapToLong(SubdirStatus::packages).sum();
    }

    private long bytes() {
        return status.subdirs().stream().mapToLong(SubdirStatus::bytes).sum();
    }
}
