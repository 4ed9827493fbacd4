package org.channelmirror.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.config.ClientConfiguration;
import org.channelmirror.config.ClientKind;
import org.channelmirror.config.MirroredAccount;
import tools.jackson.core.JsonGenerator;

/** What {@code config condarc} says. */
record ConfigCondarcAnswer(String file, ClientKind client, ClientConfiguration told, List<MirrorWarning> noted)
        implements Answer {

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return Stream.concat(noted.stream(), told.warnings().stream()).toList();
    }

    @Override
    public void print(Page page) {
        told.text().lines().forEach(page::line);
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("configuration", file);
        json.writeStringProperty("client", client.name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("url", told.url());
        json.writeArrayPropertyStart("accounts");
        for (MirroredAccount account : told.accounts()) {
            json.writeStartObject();
            json.writeStringProperty("account", account.account().value());
            json.writeStringProperty("url", account.url());
            write(json, "names", account.names());
            write(json, "origins", account.origins());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("text", told.text());
        JsonReports.write(json, warnings());
    }

    private static void write(JsonGenerator json, String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
