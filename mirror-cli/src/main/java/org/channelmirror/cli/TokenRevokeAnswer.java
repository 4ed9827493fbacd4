package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code token revoke} says. */
record TokenRevokeAnswer(String id) implements Answer {

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
        page.line("token " + id + " is revoked");
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("id", id);
    }
}
