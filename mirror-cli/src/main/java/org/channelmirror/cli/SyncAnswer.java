package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SubdirReport;
import tools.jackson.core.JsonGenerator;

/** What {@code sync} says. */
record SyncAnswer(Place place, List<MirrorWarning> configured, MirrorReport report) implements Answer {

    private static final int SHOWN_FAILURES = 20;
    private static final List<String> HEAD = List.of("", "outcome", "published", "added", "replaced", "hidden");

    @Override
    public ExitCode exitCode() {
        return ExitCode.of(report);
    }

    @Override
    public List<MirrorWarning> warnings() {
        return Stream.concat(configured.stream(), report.warnings().stream()).toList();
    }

    @Override
    public void print(Page page) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        report.subdirs().forEach(subdir -> rows.add(row(subdir)));
        page.table(rows);
        for (SubdirReport subdir : report.subdirs()) {
            subdir.failure().ifPresent(failure -> page.line(subdir.subdir() + " failed: " + failure));
        }
        printFailures(page);
        DependencyLines.print(page, report.dependencies());
        page.line(summary());
    }

    private static List<String> row(SubdirReport subdir) {
        return List.of(
                subdir.subdir().name(),
                subdir.outcome().name().toLowerCase(Locale.ROOT),
                Long.toString(subdir.published()),
                Long.toString(subdir.added()),
                Long.toString(subdir.replaced()),
                Long.toString(subdir.hidden()));
    }

    private void printFailures(Page page) {
        if (report.failureCount() == 0) {
            return;
        }
        page.line(Units.count(report.failureCount(), "package")
                + " could not be had; the next sync tries again what is selected and listed then:");
        report.failures().stream()
                .limit(SHOWN_FAILURES)
                .forEach(failure -> page.line("  " + failure.path() + ": " + failure.reason()));
        if (report.failureCount() > SHOWN_FAILURES) {
            page.line("  and " + (report.failureCount() - SHOWN_FAILURES) + " more");
        }
    }

    /** What it came to, in one line. */
    String summary() {
        boolean nothing = report.isComplete()
                && report.subdirs().stream().allMatch(subdir -> subdir.outcome() == SubdirReport.Outcome.UNCHANGED);
        String done = nothing
                ? "nothing to do"
                : Units.count(report.downloaded(), "package") + " fetched ("
                        + Units.bytes(report.downloadedBytes()) + ")"
                        + (report.adopted() == 0 ? "" : ", " + report.adopted() + " found here already")
                        + (report.shared() == 0 ? "" : ", " + report.shared() + " shared with another account");
        return "account " + place.account() + " in " + place.root() + ": " + done + ", "
                + Units.duration(report.duration());
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        JsonReports.write(json, report, warnings());
    }
}
