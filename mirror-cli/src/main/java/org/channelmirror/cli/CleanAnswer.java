package org.channelmirror.cli;

import java.util.List;
import java.util.stream.Stream;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code clean} says. */
record CleanAnswer(Place place, List<MirrorWarning> configured, CleanReport report) implements Answer {

    @Override
    public ExitCode exitCode() {
        if (report.isTotalFailure()) {
            return ExitCode.FAILED;
        }
        return report.isComplete() ? ExitCode.COMPLETE : ExitCode.INCOMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return Stream.concat(configured.stream(), report.warnings().stream()).toList();
    }

    @Override
    public void print(Page page) {
        String account = "account " + place.account() + " in " + place.root();
        if (report.subdirs().isEmpty()) {
            page.line(account + " was never synced; there is nothing to clean");
            return;
        }
        CleanLines.print(page, report.subdirs(), report.reasons());
        DependencyLines.print(page, report.dependencies());
        long removed = report.removed().packages();
        page.line(account + ": "
                + (removed == 0 ? "nothing to clean" : Units.count(removed, "package") + " taken out") + deleted()
                + ", " + Units.duration(report.duration()));
        report.due()
                .ifPresent(due -> page.line(Units.count(report.waiting().packages(), "file") + " ("
                        + Units.bytes(report.waiting().bytes()) + ") can go from " + due
                        + " on: the next command that changes the account after that deletes them"));
    }

    private String deleted() {
        return report.deleted().packages() == 0
                ? ""
                : ", " + Units.count(report.deleted().packages(), "file") + " deleted ("
                        + Units.bytes(report.deleted().bytes()) + ")";
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeBooleanProperty("complete", report.isComplete());
        CleanLines.write(json, "removed", report.removed());
        CleanLines.write(json, "deleted", report.deleted());
        CleanLines.write(json, "waiting", report.waiting());
        report.due().ifPresent(due -> json.writeStringProperty("due", due.toString()));
        CleanLines.write(json, report.subdirs(), report.reasons());
        DependencyLines.write(json, report.dependencies());
        JsonReports.write(json, warnings());
        json.writeNumberProperty("duration_ms", report.duration().toMillis());
    }
}
