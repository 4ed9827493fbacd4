package org.channelmirror.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code account list} says. */
record AccountListAnswer(Path root, List<AccountSummary> accounts) implements Answer {

    private static final List<String> HEAD = List.of("account", "packages", "size", "filled by");

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
        if (accounts.isEmpty()) {
            page.line("there is no account in " + root);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (AccountSummary each : accounts) {
            rows.add(List.of(
                    each.account().value(),
                    Long.toString(each.packages()),
                    Units.bytes(each.bytes()),
                    each.origin().map(AccountListAnswer::filler).orElse("-")));
        }
        page.columns(rows);
    }

    private static String filler(AccountOrigin origin) {
        return origin.configuration()
                .map(source -> source.file().toString())
                .orElseGet(() -> String.join(", ", origin.channels()));
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("root", root.toString());
        json.writeArrayPropertyStart("accounts");
        for (AccountSummary each : accounts) {
            json.writeStartObject();
            json.writeStringProperty("account", each.account().value());
            json.writeNumberProperty("packages", each.packages());
            json.writeNumberProperty("bytes", each.bytes());
            each.origin().flatMap(AccountOrigin::configuration).ifPresent(source -> {
                json.writeStringProperty("configuration", source.file().toString());
                json.writeStringProperty("mirror", source.mirror().value());
            });
            json.writeArrayPropertyStart("channels");
            each.origin().map(AccountOrigin::channels).orElse(List.of()).forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
