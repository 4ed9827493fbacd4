package org.channelmirror.cli;

import java.util.List;
import java.util.stream.Stream;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.RemovedPackage;
import tools.jackson.core.JsonGenerator;

/** What {@code clean --dry-run} says: all packages, however many, one after the other. */
record CleanPlanAnswer(Place place, List<MirrorWarning> configured, CleanPlan plan) implements Answer {

    private static final int PIECE = 1 << 16;

    @Override
    public ExitCode exitCode() {
        return plan.isComplete() ? ExitCode.COMPLETE : ExitCode.INCOMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return Stream.concat(configured.stream(), plan.warnings().stream()).toList();
    }

    @Override
    public void print(Page page) {
        String account = "account " + place.account() + " in " + place.root();
        if (plan.subdirs().isEmpty()) {
            page.line(account + " was never synced; there is nothing to clean");
            return;
        }
        printPackages(page);
        CleanLines.print(page, plan.subdirs(), plan.reasons());
        DependencyLines.print(page, plan.dependencies());
        page.line("a clean of " + account + " would take out "
                + Units.count(plan.removed().packages(), "package") + " ("
                + Units.bytes(plan.removed().bytes()) + ")");
    }

    /** Many lines at once: each would be flushed. */
    private void printPackages(Page page) {
        StringBuilder waiting = new StringBuilder();
        plan.each(each -> {
            if (waiting.length() > PIECE) {
                page.line(waiting.toString());
                waiting.setLength(0);
            }
            waiting.append(waiting.isEmpty() ? "" : "\n")
                    .append(each.path())
                    .append("  ")
                    .append(Units.bytes(each.size()))
                    .append("  ")
                    .append(each.reason());
        });
        if (!waiting.isEmpty()) {
            page.line(waiting.toString());
        }
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeBooleanProperty("complete", plan.isComplete());
        CleanLines.write(json, "removed", plan.removed());
        CleanLines.write(json, plan.subdirs(), plan.reasons());
        DependencyLines.write(json, plan.dependencies());
        JsonReports.write(json, warnings());
        json.writeArrayPropertyStart("packages");
        plan.each(each -> write(json, each));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RemovedPackage each) {
        json.writeStartObject();
        json.writeStringProperty("subdir", each.subdir().name());
        json.writeStringProperty("file", each.file().value());
        json.writeNumberProperty("size", each.size());
        json.writeStringProperty("reason", each.reason());
        json.writeEndObject();
    }

    @Override
    public void close() {
        plan.close();
    }
}
