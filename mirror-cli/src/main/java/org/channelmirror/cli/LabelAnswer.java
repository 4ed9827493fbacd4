package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.LabelReport;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.spi.AliasResult;
import tools.jackson.core.JsonGenerator;

/** What {@code snapshot publish} says. */
record LabelAnswer(Place place, LabelReport report) implements Answer {

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return isStatic()
                ? List.of()
                : List.of(
                        new MirrorWarning(
                                "label " + report.label().label(),
                                "no link can be made in the mirror's root, so that a static web server does not show the label"));
    }

    private boolean isStatic() {
        return report.alias() == AliasResult.ALIASED;
    }

    @Override
    public void print(Page page) {
        SnapshotLabel label = report.label();
        String before = report.previous()
                .map(previous -> previous.equals(label.snapshot()) ? " as before" : ", no longer " + previous)
                .orElse("");
        page.line("label " + label.label() + " of account " + place.account() + " shows snapshot " + label.snapshot()
                + before + ", at " + place.label(label.label()));
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("label", report.label().label().value());
        json.writeStringProperty("snapshot", report.label().snapshot().value());
        report.previous().ifPresent(previous -> json.writeStringProperty("previous", previous.value()));
        json.writeBooleanProperty("static", isStatic());
        JsonReports.write(json, warnings());
    }
}
