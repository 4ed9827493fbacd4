package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.MirrorStatus.RunResult;
import org.channelmirror.api.MirrorStatus.SubdirStatus;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.Snapshot;
import tools.jackson.core.JsonGenerator;

/** What {@code status} says. */
record StatusAnswer(Place place, List<MirrorStatus> accounts) implements Answer {

    private static final int SHOWN = 10;
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
        accounts.forEach(account -> print(page, account));
        if (accounts.size() > 1) {
            page.line("total: " + Units.count(accounts.size(), "account") + ", "
                    + Units.count(
                            accounts.stream().mapToLong(StatusAnswer::packages).sum(), "package")
                    + ", "
                    + Units.bytes(
                            accounts.stream().mapToLong(StatusAnswer::bytes).sum()));
        }
    }

    private void print(Page page, MirrorStatus status) {
        String account = "account " + status.account() + " in " + place.root();
        if (status.subdirs().isEmpty()) {
            page.line(account + " was never synced");
        } else {
            page.line(account + ": " + Units.count(packages(status), "package") + ", " + Units.bytes(bytes(status)));
            List<List<String>> rows = new ArrayList<>();
            rows.add(HEAD);
            status.subdirs().forEach(subdir -> rows.add(row(subdir)));
            page.table(rows);
        }
        status.upstream().forEach(url -> page.line("upstream: " + url));
        status.lastChanged().ifPresent(time -> page.line("last change: " + time));
        status.lastRun().ifPresent(run -> page.line("last run: " + run.description() + ", begun " + run.since()));
        status.result().ifPresent(result -> page.line("last result: " + words(result)));
        printFailures(page, status);
        printKept(page, status);
    }

    private static void printKept(Page page, MirrorStatus status) {
        if (!status.snapshots().isEmpty()) {
            page.line("snapshots: "
                    + status.snapshots().stream()
                            .map(snapshot -> words(snapshot, SnapshotListAnswer.labels(snapshot, status.labels())))
                            .collect(Collectors.joining(", ")));
        }
        status.hold().ifPresent(hold -> page.line(HoldAnswer.words(hold)));
        RemovedPackages waiting = status.waiting().files();
        status.waiting()
                .due()
                .ifPresent(due -> page.line("to be deleted: " + Units.count(waiting.packages(), "file") + " ("
                        + Units.bytes(waiting.bytes()) + "), the first from " + due + " on"));
    }

    private static String words(Snapshot snapshot, List<String> labels) {
        return labels.isEmpty() ? snapshot.name().value() : snapshot.name() + " (" + String.join(", ", labels) + ")";
    }

    private static String words(RunResult result) {
        String outcome = result.outcome().name().toLowerCase(Locale.ROOT) + " since " + result.since();
        return switch (result.outcome()) {
            case COMPLETE -> outcome;
            case INCOMPLETE ->
                outcome + ": " + Units.count(result.failedPackages(), "package") + " and "
                        + Units.count(result.failedSubdirs(), "subdir") + " failed";
            case FAILED -> outcome + ": " + result.message();
        };
    }

    private static void printFailures(Page page, MirrorStatus status) {
        if (status.failureCount() == 0) {
            return;
        }
        page.line(Units.count(status.failureCount(), "package") + " failed in the last sync:");
        status.failures().stream()
                .limit(SHOWN)
                .forEach(
                        failure -> page.line("  " + failure.subdir() + "/" + failure.file() + ": " + failure.reason()));
        if (status.failureCount() > SHOWN) {
            page.line("  and " + (status.failureCount() - SHOWN) + " more, of which --json names the first 1000");
        }
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
        json.writeStringProperty("root", place.root().toString());
        json.writeNumberProperty(
                "packages", accounts.stream().mapToLong(StatusAnswer::packages).sum());
        json.writeNumberProperty(
                "bytes", accounts.stream().mapToLong(StatusAnswer::bytes).sum());
        json.writeArrayPropertyStart("accounts");
        accounts.forEach(account -> write(json, account));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, MirrorStatus status) {
        json.writeStartObject();
        json.writeStringProperty("account", status.account().value());
        json.writeNumberProperty("packages", packages(status));
        json.writeNumberProperty("bytes", bytes(status));
        json.writeArrayPropertyStart("subdirs");
        status.subdirs().forEach(subdir -> write(json, subdir));
        json.writeEndArray();
        json.writeArrayPropertyStart("upstream");
        status.upstream().forEach(json::writeString);
        json.writeEndArray();
        status.lastChanged().ifPresent(time -> json.writeStringProperty("last_changed", time.toString()));
        status.lastRun().ifPresent(run -> {
            json.writeObjectPropertyStart("last_run");
            json.writeStringProperty("description", run.description());
            json.writeStringProperty("begun", run.since().toString());
            json.writeEndObject();
        });
        status.result().ifPresent(result -> write(json, result));
        json.writeNumberProperty("failed", status.failureCount());
        json.writeArrayPropertyStart("failures");
        status.failures().forEach(failure -> write(json, failure));
        json.writeEndArray();
        SnapshotListAnswer.write(json, status.snapshots(), status.labels());
        status.hold().ifPresent(hold -> HoldAnswer.write(json, hold));
        CleanLines.write(json, "waiting", status.waiting().files());
        status.waiting().due().ifPresent(due -> json.writeStringProperty("due", due.toString()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SubdirStatus subdir) {
        json.writeStartObject();
        json.writeStringProperty("subdir", subdir.subdir().name());
        json.writeNumberProperty("packages", subdir.packages());
        json.writeNumberProperty("bytes", subdir.bytes());
        json.writeStringProperty("published", subdir.published().toString());
        subdir.upstream().ifPresent(upstream -> json.writeStringProperty("upstream", upstream));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RunResult result) {
        json.writeObjectPropertyStart("last_result");
        json.writeStringProperty("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("failed_packages", result.failedPackages());
        json.writeNumberProperty("failed_subdirs", result.failedSubdirs());
        if (!result.message().isEmpty()) {
            json.writeStringProperty("message", result.message());
        }
        json.writeStringProperty("since", result.since().toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PackageFailure failure) {
        json.writeStartObject();
        json.writeStringProperty("subdir", failure.subdir().name());
        json.writeStringProperty("file", failure.file().value());
        json.writeStringProperty("reason", failure.reason());
        json.writeEndObject();
    }

    private static long packages(MirrorStatus status) {
        return status.subdirs().stream().mapToLong(SubdirStatus::packages).sum();
    }

    private static long bytes(MirrorStatus status) {
        return status.subdirs().stream().mapToLong(SubdirStatus::bytes).sum();
    }
}
