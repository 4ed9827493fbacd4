package org.channelmirror.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.config.MirrorDefinitions;
import org.channelmirror.model.AccountName;
import tools.jackson.core.JsonGenerator;

/** What {@code config check} says where nothing is wrong. */
record ConfigCheckAnswer(MirrorDefinitions definitions) implements Answer {

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return definitions.all().stream()
                .flatMap(each -> each.warnings().stream())
                .distinct()
                .toList();
    }

    @Override
    public void print(Page page) {
        String accounts =
                definitions.accounts().stream().map(AccountName::value).collect(Collectors.joining(", "));
        page.line(definitions.file() + ": nothing is wrong; "
                + (definitions.all().size() == 1
                        ? "it fills the account " + accounts
                        : "it has " + definitions.all().size() + " mirrors, for the accounts " + accounts));
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("configuration", definitions.file());
        json.writeArrayPropertyStart("accounts");
        definitions.accounts().forEach(account -> json.writeString(account.value()));
        json.writeEndArray();
        JsonReports.write(json, warnings());
    }
}
