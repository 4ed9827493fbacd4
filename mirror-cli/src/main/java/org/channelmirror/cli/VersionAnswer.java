package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code --version} says. */
record VersionAnswer() implements Answer {

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
        page.line("channel-mirror " + Version.read());
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("version", Version.read());
    }
}
