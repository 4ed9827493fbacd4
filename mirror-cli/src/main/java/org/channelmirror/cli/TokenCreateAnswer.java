package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.server.access.AccessToken;
import org.channelmirror.server.access.IssuedToken;
import tools.jackson.core.JsonGenerator;

/** What {@code token create} says: the only text that has a token in it. */
record TokenCreateAnswer(IssuedToken issued) implements Answer {

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
        AccessToken token = issued.token();
        page.line("token " + token.id() + " for the account " + TokenLines.accounts(token) + ", expires: "
                + TokenLines.expires(token) + "; it is shown only now:");
        page.line(issued.secret());
    }

    @Override
    public void write(JsonGenerator json) {
        TokenLines.write(json, issued.token());
        json.writeStringProperty("token", issued.secret());
    }
}
