package org.channelmirror.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SubdirPlan;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code sync --dry-run} says.
 *
 * @param file where the plan was written, as the caller named it
 */
record PlanAnswer(Place place, List<MirrorWarning> configured, MirrorPlan plan, Optional<Path> file) implements Answer {

    private static final int SHOWN_RESTORED = 10;

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
        page.line("a sync of account " + place.account() + " in " + place.root() + " would fetch "
                + Units.count(plan.toFetch(), "package") + " (" + Units.bytes(plan.bytesToFetch()) + ")");
        List<List<String>> rows = new ArrayList<>();
        rows.add(PlanCounts.HEAD);
        plan.subdirs()
                .forEach(subdir ->
                        rows.add(PlanCounts.of(subdir).row(subdir.subdir().name())));
        rows.add(PlanCounts.total(plan).row("total"));
        page.table(rows);
        plan.subdirs().forEach(subdir -> printReasons(page, subdir));
        if (plan.subdirs().stream()
                        .filter(subdir -> !subdir.rejected().isEmpty())
                        .count()
                > 1) {
            printReasons(page, "total", PlanCounts.total(plan).rejected());
        }
        if (plan.unavailable() > 0) {
            page.line(Units.count(plan.unavailable(), "package") + " cannot be had, as the warnings say");
        }
        DependencyLines.print(page, plan.dependencies());
        file.ifPresent(written ->
                page.line("the plan is in " + written + "; \"sync --plan " + written + "\" fetches what it names"));
    }

    private static void printReasons(Page page, SubdirPlan subdir) {
        subdir.failure().ifPresent(failure -> page.line(subdir.subdir() + " failed: " + failure));
        printReasons(page, subdir.subdir().name(), subdir.rejected());
        subdir.restored().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_RESTORED)
                .forEach(entry -> page.line(subdir.subdir() + ": " + Units.count(entry.getValue(), "package")
                        + " brought back: " + entry.getKey()));
        if (subdir.restored().size() > SHOWN_RESTORED) {
            page.line(subdir.subdir() + ": more packages brought back for "
                    + (subdir.restored().size() - SHOWN_RESTORED) + " other reasons, which --json names");
        }
    }

    private static void printReasons(Page page, String where, Map<String, Long> rejected) {
        rejected.forEach(
                (reason, count) -> page.line(where + ": " + Units.count(count, "package") + " left out: " + reason));
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        writePlan(json);
    }

    /** Writes the members that tell of the plan. */
    void writePlan(JsonGenerator json) {
        json.writeBooleanProperty("dry_run", true);
        json.writeBooleanProperty("complete", plan.isComplete());
        file.ifPresent(written -> json.writeStringProperty("plan", written.toString()));
        json.writeObjectPropertyStart("totals");
        PlanCounts.total(plan).write(json);
        json.writeEndObject();
        json.writeArrayPropertyStart("subdirs");
        for (SubdirPlan subdir : plan.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", subdir.subdir().name());
            PlanCounts.of(subdir).write(json);
            subdir.failure().ifPresent(failure -> json.writeStringProperty("failure", failure));
            json.writeEndObject();
        }
        json.writeEndArray();
        DependencyLines.write(json, plan.dependencies());
        JsonReports.write(json, warnings());
    }
}
