package org.channelmirror.cli;

import java.util.List;
import java.util.Locale;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.SubdirReport;
import tools.jackson.core.JsonGenerator;

/** The library's reports as members of a JSON object. */
final class JsonReports {

    private JsonReports() {}

    static void write(JsonGenerator json, MirrorReport report, List<MirrorWarning> warnings) {
        json.writeBooleanProperty("complete", report.isComplete());
        writeParts(json, report, warnings);
    }

    /** What a run did that was stopped: whatever it came to, it is not complete. */
    static void writeStopped(JsonGenerator json, MirrorReport report) {
        json.writeBooleanProperty("complete", false);
        writeParts(json, report, report.warnings());
    }

    private static void writeParts(JsonGenerator json, MirrorReport report, List<MirrorWarning> warnings) {
        json.writeNumberProperty("downloaded", report.downloaded());
        json.writeNumberProperty("downloaded_bytes", report.downloadedBytes());
        json.writeNumberProperty("adopted", report.adopted());
        json.writeNumberProperty("shared", report.shared());
        json.writeNumberProperty("failed", report.failureCount());
        json.writeArrayPropertyStart("failures");
        for (PackageFailure failure : report.failures()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", failure.subdir().name());
            json.writeStringProperty("file", failure.file().value());
            json.writeStringProperty("reason", failure.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        DependencyLines.write(json, report.dependencies());
        write(json, warnings);
        json.writeArrayPropertyStart("subdirs");
        report.subdirs().forEach(subdir -> write(json, subdir));
        json.writeEndArray();
        json.writeNumberProperty("duration_ms", report.duration().toMillis());
    }

    static void write(JsonGenerator json, SubdirReport subdir) {
        json.writeStartObject();
        json.writeStringProperty("subdir", subdir.subdir().name());
        json.writeStringProperty("outcome", subdir.outcome().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("published", subdir.published());
        json.writeNumberProperty("added", subdir.added());
        json.writeNumberProperty("replaced", subdir.replaced());
        json.writeNumberProperty("hidden", subdir.hidden());
        subdir.failure().ifPresent(failure -> json.writeStringProperty("failure", failure));
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<MirrorWarning> warnings) {
        json.writeArrayPropertyStart("warnings");
        for (MirrorWarning warning : warnings) {
            json.writeStartObject();
            json.writeStringProperty("subject", warning.subject());
            json.writeStringProperty("message", warning.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
