package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.server.access.AccessToken;
import tools.jackson.core.JsonGenerator;

/** What {@code token list} says. */
record TokenListAnswer(List<AccessToken> tokens) implements Answer {

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
        if (tokens.isEmpty()) {
            page.line("no tokens; \"channel-mirror token create\" makes one");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", "role", "accounts", "created", "expires"));
        tokens.forEach(token -> rows.add(TokenLines.row(token)));
        page.columns(rows);
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeArrayPropertyStart("tokens");
        for (AccessToken token : tokens) {
            json.writeStartObject();
            TokenLines.write(json, token);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
