package org.channelmirror.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportReport.ImportedAccount;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SubdirReport;
import tools.jackson.core.JsonGenerator;

/** What {@code import} says. */
record ImportAnswer(Path root, boolean dryRun, List<ImportReport> reports) implements Answer {

    private static final List<String> HEAD = List.of("", "outcome", "published", "added", "replaced", "hidden");

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return reports.stream().flatMap(report -> report.warnings().stream()).toList();
    }

    @Override
    public void print(Page page) {
        for (ImportReport report : reports) {
            for (ImportedAccount account : report.accounts()) {
                print(page, account);
            }
        }
    }

    private void print(Page page, ImportedAccount account) {
        if (!account.subdirs().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(HEAD);
            account.subdirs().forEach(subdir -> rows.add(row(subdir)));
            page.table(rows);
        }
        page.line("account " + account.account() + " in " + root + ": "
                + Units.count(account.arrived(), "package") + " (" + Units.bytes(account.arrivedBytes()) + ") "
                + (dryRun ? "can come" : "came") + " from the archive, " + account.found() + " were here already");
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

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("root", root.toString());
        json.writeBooleanProperty("dry_run", dryRun);
        json.writeArrayPropertyStart("accounts");
        reports.forEach(report -> report.accounts().forEach(account -> write(json, account)));
        json.writeEndArray();
        JsonReports.write(json, warnings());
        json.writeNumberProperty(
                "duration_ms",
                reports.stream()
                        .mapToLong(report -> report.duration().toMillis())
                        .sum());
    }

    private static void write(JsonGenerator json, ImportedAccount account) {
        json.writeStartObject();
        json.writeStringProperty("account", account.account().value());
        json.writeNumberProperty("arrived", account.arrived());
        json.writeNumberProperty("arrived_bytes", account.arrivedBytes());
        json.writeNumberProperty("found", account.found());
        json.writeArrayPropertyStart("subdirs");
        account.subdirs().forEach(subdir -> JsonReports.write(json, subdir));
        json.writeEndArray();
        json.writeEndObject();
    }
}
