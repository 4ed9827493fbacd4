package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainedPackage;
import org.channelmirror.api.ExplainedPackage.OtherListing;
import org.channelmirror.api.ExplainedPackage.Presence;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import tools.jackson.core.JsonGenerator;

/** What {@code explain} says. */
record ExplainAnswer(Place place, MirrorDefinition definition, PackageQuery query, ExplainReport report)
        implements Answer {

    private static final List<String> HEAD = List.of("", "", "because", "line", "from", "published here");

    @Override
    public ExitCode exitCode() {
        return report.isComplete() ? ExitCode.COMPLETE : ExitCode.INCOMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return Stream.concat(definition.warnings().stream(), report.warnings().stream())
                .toList();
    }

    @Override
    public void print(Page page) {
        page.line(query + " in account " + place.account() + " of " + place.root() + ", by " + definition.file() + ": "
                + Units.count(report.packages().size(), "file") + ", " + in() + " in, " + out() + " out");
        if (!report.packages().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(HEAD);
            report.packages().forEach(found -> rows.add(row(found)));
            page.columns(rows);
        }
        report.packages().forEach(found -> printDetails(page, found));
        if (report.further() > 0) {
            page.line("and " + Units.count(report.further(), "record") + " more; ask for less to see them");
        }
        page.line("looked at " + names(report.subdirs()) + others());
    }

    private List<String> row(ExplainedPackage found) {
        Decision because = found.because();
        return List.of(
                found.path(),
                found.decision().isAccepted() ? "in" : "out",
                because.reason().orElse("nothing is against it"),
                line(because),
                found.channel().orElse("-"),
                here(found.presence()));
    }

    private static String here(Presence presence) {
        return switch (presence) {
            case PUBLISHED -> "yes";
            case DIFFERENT -> "yes, another content";
            case ABSENT -> "no";
        };
    }

    private String line(Decision decision) {
        ConfigNode.Place place = definition.place(decision);
        return place.equals(ConfigNode.Place.NONE) ? "-" : Integer.toString(place.line());
    }

    private void printDetails(Page page, ExplainedPackage found) {
        if (found.opinions().size() > 1) {
            page.line(found.path() + ": "
                    + found.opinions().stream().map(this::said).collect(Collectors.joining("; ")));
        }
        if (!found.facts().isEmpty()) {
            page.line(found.path() + ": " + String.join("; ", found.facts()));
        }
        for (OtherListing other : found.others()) {
            String content = other.content() == OtherListing.Content.SAME ? "the same" : "another content";
            page.line(found.path() + ": " + other.channel() + " lists it, too, with " + content + "; "
                    + found.channel().orElse("the other") + " comes first");
        }
    }

    /** A reason with its line, and whether it is for or against the package. */
    private String said(Decision opinion) {
        return (opinion.isAccepted() ? "in by " : "out by ") + opinion.reason().orElse("") + " (line " + line(opinion)
                + ")";
    }

    private String others() {
        if (definition.subdirs().subdirs().isEmpty()) {
            return "";
        }
        Decision others = definition.otherSubdirs();
        return "; platforms that are not mirrored are out: " + others.reason().orElse("") + " (line " + line(others)
                + ")";
    }

    private static String names(List<Subdir> subdirs) {
        return subdirs.isEmpty()
                ? "no index"
                : subdirs.stream().map(Subdir::name).collect(Collectors.joining(", "));
    }

    private long in() {
        return report.packages().stream()
                .filter(found -> found.decision().isAccepted())
                .count();
    }

    private long out() {
        return report.packages().size() - in();
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("configuration", definition.file());
        json.writeStringProperty("query", query.toString());
        json.writeBooleanProperty("complete", report.isComplete());
        json.writeNumberProperty("in", in());
        json.writeNumberProperty("out", out());
        json.writeNumberProperty("further", report.further());
        json.writeArrayPropertyStart("files");
        report.packages().forEach(found -> write(json, found));
        json.writeEndArray();
        write(json, "subdirs", report.subdirs());
        write(json, "unread", report.unread());
        JsonReports.write(json, warnings());
    }

    private void write(JsonGenerator json, ExplainedPackage found) {
        json.writeStartObject();
        json.writeStringProperty("subdir", found.subdir().name());
        json.writeStringProperty("file", found.file().value());
        json.writeBooleanProperty("selected", found.decision().isAccepted());
        write(json, found.because());
        found.channel().ifPresent(channel -> json.writeStringProperty("channel", channel));
        json.writeStringProperty("published", published(found.presence()));
        json.writeArrayPropertyStart("opinions");
        for (Decision opinion : found.opinions()) {
            json.writeStartObject();
            json.writeBooleanProperty("accepted", opinion.isAccepted());
            write(json, opinion);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("facts");
        found.facts().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("also_listed_by");
        for (OtherListing other : found.others()) {
            json.writeStartObject();
            json.writeStringProperty("channel", other.channel());
            json.writeBooleanProperty("same_content", other.content() == OtherListing.Content.SAME);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String published(Presence presence) {
        return switch (presence) {
            case PUBLISHED -> "yes";
            case DIFFERENT -> "different";
            case ABSENT -> "no";
        };
    }

    private void write(JsonGenerator json, Decision decision) {
        decision.reason().ifPresent(reason -> json.writeStringProperty("reason", reason));
        ConfigNode.Place place = definition.place(decision);
        if (!place.equals(ConfigNode.Place.NONE)) {
            json.writeNumberProperty("line", place.line());
            json.writeNumberProperty("column", place.column());
        }
    }

    private static void write(JsonGenerator json, String key, List<Subdir> subdirs) {
        json.writeArrayPropertyStart(key);
        subdirs.forEach(subdir -> json.writeString(subdir.name()));
        json.writeEndArray();
    }
}
