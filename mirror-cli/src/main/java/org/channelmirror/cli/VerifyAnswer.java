package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyReport.SnapshotCounts;
import org.channelmirror.api.VerifyReport.SubdirCounts;
import tools.jackson.core.JsonGenerator;

/** What {@code verify} found and did. */
record VerifyAnswer(Place place, VerifyReport report) implements Answer {

    private static final int SHOWN = 20;
    private static final List<String> HEAD =
            List.of("", "listed", "size", "missing", "corrupt", "index", "repaired", "taken out", "unlisted");

    private static final List<String> SNAPSHOTS_HEAD =
            List.of("snapshot", "listed", "size", "missing", "corrupt", "index", "repaired");

    @Override
    public ExitCode exitCode() {
        if (report.damageLeft() > 0) {
            return ExitCode.INTEGRITY;
        }
        return report.isComplete() ? ExitCode.COMPLETE : ExitCode.INCOMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return Stream.concat(
                        report.warnings().stream(), report.repair().stream().flatMap(sync -> sync.warnings().stream()))
                .toList();
    }

    @Override
    public void print(Page page) {
        if (report.subdirs().isEmpty() && report.snapshots().isEmpty() && report.damaged() == 0) {
            page.line("account " + place.account() + " in " + place.root() + " holds nothing to verify");
            return;
        }
        page.line("account " + place.account() + " in " + place.root() + ": "
                + Units.count(report.total(SubdirCounts::listed), "listed package") + ", "
                + Units.bytes(report.total(SubdirCounts::bytes)) + ": " + verdict());
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        report.subdirs().forEach(subdir -> rows.add(row(subdir)));
        page.table(rows);
        if (!report.snapshots().isEmpty()) {
            List<List<String>> snapshots = new ArrayList<>();
            snapshots.add(SNAPSHOTS_HEAD);
            report.snapshots().forEach(snapshot -> snapshots.add(row(snapshot)));
            page.table(snapshots);
        }
        long damaged = report.damaged();
        long unlisted = report.total(SubdirCounts::unlisted);
        if (damaged > 0) {
            page.line("damaged:");
            print(page, true, damaged);
        }
        if (unlisted > 0) {
            page.line(Units.count(unlisted, "file") + " that the index does not list, "
                    + Units.bytes(report.total(SubdirCounts::unlistedBytes)) + ":");
            print(page, false, unlisted);
        }
    }

    private String verdict() {
        long damaged = report.damaged();
        if (damaged == 0) {
            return "all are as the index lists them";
        }
        long repaired = report.repaired();
        long takenOut = report.takenOut();
        if (repaired + takenOut == 0) {
            return Units.count(damaged, "file") + " damaged; \"verify --repair\" " + mending();
        }
        return Units.count(damaged, "file") + " damaged, " + repaired + " repaired, " + takenOut
                + " taken out of the index, " + report.damageLeft() + " left";
    }

    private String mending() {
        if (report.total(SubdirCounts::damaged) > 0) {
            return "fetches them again";
        }
        return report.outside().damaged() > 0 ? "mends them" : "mends those that the account has with the same bytes";
    }

    private static List<String> row(SubdirCounts subdir) {
        return List.of(
                subdir.subdir().name(),
                Long.toString(subdir.listed()),
                Units.bytes(subdir.bytes()),
                Long.toString(subdir.missing()),
                Long.toString(subdir.corrupt()),
                Long.toString(subdir.damagedIndexes()),
                Long.toString(subdir.repaired()),
                Long.toString(subdir.takenOut()),
                Long.toString(subdir.unlisted()));
    }

    private static List<String> row(SnapshotCounts snapshot) {
        return List.of(
                snapshot.snapshot().value(),
                Long.toString(snapshot.listed()),
                Units.bytes(snapshot.bytes()),
                Long.toString(snapshot.missing()),
                Long.toString(snapshot.corrupt()),
                Long.toString(snapshot.damagedIndexes()),
                Long.toString(snapshot.repaired()));
    }

    private void print(Page page, boolean damaged, long count) {
        try (Stream<VerifyFinding> findings = report.findings().stream()) {
            findings.filter(finding -> finding.kind().isDamage() == damaged)
                    .limit(SHOWN)
                    .forEach(finding -> page.line("  " + line(finding)));
        }
        if (count > SHOWN) {
            page.line("  and " + (count - SHOWN) + " more, which --json names");
        }
    }

    private static String line(VerifyFinding finding) {
        String repair = finding.repair() == Repair.NOT_TRIED
                ? ""
                : " (" + word(finding.repair()).replace('_', ' ') + ")";
        return finding.path() + ": " + word(finding.kind()).replace('_', ' ') + ": " + finding.reason() + repair;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeBooleanProperty("intact", report.damageLeft() == 0);
        json.writeNumberProperty("listed", report.total(SubdirCounts::listed));
        json.writeNumberProperty("bytes", report.total(SubdirCounts::bytes));
        json.writeNumberProperty("damaged", report.damaged());
        json.writeNumberProperty("repaired", report.repaired());
        json.writeNumberProperty("taken_out", report.takenOut());
        json.writeNumberProperty("unlisted", report.total(SubdirCounts::unlisted));
        json.writeArrayPropertyStart("subdirs");
        report.subdirs().forEach(subdir -> write(json, subdir));
        json.writeEndArray();
        json.writeArrayPropertyStart("snapshots");
        report.snapshots().forEach(snapshot -> write(json, snapshot));
        json.writeEndArray();
        json.writeObjectPropertyStart("outside");
        json.writeNumberProperty("damaged_files", report.outside().damagedFiles());
        json.writeNumberProperty("damaged_labels", report.outside().damagedLabels());
        json.writeNumberProperty("repaired", report.outside().repaired());
        json.writeNumberProperty("taken_out", report.outside().takenOut());
        json.writeEndObject();
        json.writeArrayPropertyStart("findings");
        try (Stream<VerifyFinding> findings = report.findings().stream()) {
            findings.forEach(finding -> write(json, finding));
        }
        json.writeEndArray();
        if (report.repair().isPresent()) {
            json.writeObjectPropertyStart("sync");
            JsonReports.write(json, report.repair().get(), report.repair().get().warnings());
            json.writeEndObject();
        }
        JsonReports.write(json, report.warnings());
        json.writeNumberProperty("duration_ms", report.duration().toMillis());
    }

    private static void write(JsonGenerator json, SubdirCounts subdir) {
        json.writeStartObject();
        json.writeStringProperty("subdir", subdir.subdir().name());
        json.writeNumberProperty("listed", subdir.listed());
        json.writeNumberProperty("bytes", subdir.bytes());
        json.writeNumberProperty("missing", subdir.missing());
        json.writeNumberProperty("corrupt", subdir.corrupt());
        json.writeNumberProperty("damaged_indexes", subdir.damagedIndexes());
        json.writeNumberProperty("repaired", subdir.repaired());
        json.writeNumberProperty("taken_out", subdir.takenOut());
        json.writeNumberProperty("unlisted", subdir.unlisted());
        json.writeNumberProperty("unlisted_bytes", subdir.unlistedBytes());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SnapshotCounts snapshot) {
        json.writeStartObject();
        json.writeStringProperty("snapshot", snapshot.snapshot().value());
        json.writeNumberProperty("listed", snapshot.listed());
        json.writeNumberProperty("bytes", snapshot.bytes());
        json.writeNumberProperty("missing", snapshot.missing());
        json.writeNumberProperty("corrupt", snapshot.corrupt());
        json.writeNumberProperty("damaged_indexes", snapshot.damagedIndexes());
        json.writeNumberProperty("repaired", snapshot.repaired());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, VerifyFinding finding) {
        json.writeStartObject();
        finding.subdir().ifPresent(subdir -> json.writeStringProperty("subdir", subdir.name()));
        json.writeStringProperty("path", finding.path().value());
        json.writeStringProperty("kind", word(finding.kind()));
        json.writeStringProperty("reason", finding.reason());
        finding.size().ifPresent(size -> json.writeNumberProperty("size", size));
        if (finding.repair() != Repair.NOT_TRIED) {
            json.writeStringProperty("repair", word(finding.repair()));
        }
        json.writeEndObject();
    }

    @Override
    public void close() {
        report.close();
    }
}
