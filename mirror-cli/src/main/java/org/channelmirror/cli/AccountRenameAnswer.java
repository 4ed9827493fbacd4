package org.channelmirror.cli;

import java.nio.file.Path;
import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.RenameReport;
import tools.jackson.core.JsonGenerator;

/** What {@code account rename} says. */
record AccountRenameAnswer(Path root, RenameReport report) implements Answer {

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
        page.line("account " + report.from() + " in " + root + " is " + report.to() + " now; clients read it at conda/"
                + report.to());
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("root", root.toString());
        json.writeStringProperty("from", report.from().value());
        json.writeStringProperty("to", report.to().value());
        json.writeNumberProperty("files", report.files());
    }
}
