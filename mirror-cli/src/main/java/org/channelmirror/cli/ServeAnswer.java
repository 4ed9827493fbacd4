package org.channelmirror.cli;

import java.net.URI;
import java.util.List;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code serve} says when it has ended. */
record ServeAnswer(Place place, URI uri) implements Answer {

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
        // The log lines were the answer.
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("root", place.root().toString());
        json.writeStringProperty("url", uri.toString());
    }
}
