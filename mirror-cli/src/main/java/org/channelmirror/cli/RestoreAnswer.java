package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.RestoreReport;
import org.channelmirror.api.RestoreReport.RestoredSubdir;
import tools.jackson.core.JsonGenerator;

/** What {@code snapshot restore} says. */
record RestoreAnswer(Place place, RestoreReport report) implements Answer {

    private static final List<String> HEAD = List.of("", "packages", "brought back", "no longer listed");

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return report.warnings();
    }

    @Override
    public void print(Page page) {
        page.line("account " + place.account() + " shows snapshot " + report.snapshot()
                + " again, and is held: nothing changes it until \"channel-mirror release\"");
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (RestoredSubdir subdir : report.subdirs()) {
            rows.add(List.of(
                    subdir.subdir().name(),
                    Long.toString(subdir.packages()),
                    Long.toString(subdir.broughtBack()),
                    Long.toString(subdir.unlisted())));
        }
        page.table(rows);
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("snapshot", report.snapshot().value());
        HoldAnswer.write(json, report.hold());
        json.writeArrayPropertyStart("subdirs");
        for (RestoredSubdir subdir : report.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", subdir.subdir().name());
            json.writeNumberProperty("packages", subdir.packages());
            json.writeNumberProperty("brought_back", subdir.broughtBack());
            json.writeNumberProperty("unlisted", subdir.unlisted());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonReports.write(json, report.warnings());
    }
}
