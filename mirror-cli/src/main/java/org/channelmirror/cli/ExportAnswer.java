package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportReport.ExportedSubdir;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code export} says. */
record ExportAnswer(Place place, String file, boolean dryRun, ExportReport report) implements Answer {

    private static final List<String> HEAD = List.of("", "listed", "in the archive", "size", "removed");

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
        if (file.equals("-") && !dryRun) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (ExportedSubdir subdir : report.subdirs()) {
            rows.add(List.of(
                    subdir.subdir().name(),
                    Long.toString(subdir.listed()),
                    Long.toString(subdir.packages()),
                    Units.bytes(subdir.bytes()),
                    Long.toString(subdir.removed())));
        }
        page.table(rows);
        page.line(summary());
    }

    String summary() {
        return "account " + place.account() + " in " + place.root() + ", published " + report.published() + ": "
                + Units.count(report.packages(), "package") + " (" + Units.bytes(report.bytes()) + ") "
                + (dryRun ? "would go" : "went") + " into " + file + ", " + Units.duration(report.duration());
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("file", file);
        json.writeBooleanProperty("dry_run", dryRun);
        json.writeNumberProperty("sequence", report.sequence());
        json.writeStringProperty("published", report.published().toString());
        json.writeNumberProperty("packages", report.packages());
        json.writeNumberProperty("bytes", report.bytes());
        report.manifest().ifPresent(digest -> json.writeStringProperty("manifest_sha256", digest.hex()));
        json.writeArrayPropertyStart("subdirs");
        for (ExportedSubdir subdir : report.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", subdir.subdir().name());
            json.writeNumberProperty("listed", subdir.listed());
            json.writeNumberProperty("packages", subdir.packages());
            json.writeNumberProperty("bytes", subdir.bytes());
            json.writeNumberProperty("removed", subdir.removed());
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonReports.write(json, report.warnings());
        json.writeNumberProperty("duration_ms", report.duration().toMillis());
    }
}
