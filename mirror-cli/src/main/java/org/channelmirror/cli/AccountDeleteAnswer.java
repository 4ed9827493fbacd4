package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.DeleteReport;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code account delete} says. */
record AccountDeleteAnswer(Place place, DeleteReport report) implements Answer {

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
        page.line("account " + place.account() + " in " + place.root() + " is gone, with "
                + Units.count(report.files(), "file") + " (" + Units.bytes(report.bytes()) + ")");
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeNumberProperty("files", report.files());
        json.writeNumberProperty("bytes", report.bytes());
    }
}
