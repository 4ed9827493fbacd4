package org.channelmirror.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.access.AccessToken;
import tools.jackson.core.JsonGenerator;

/** What is told of a token, which is never the token. */
final class TokenLines {

    private TokenLines() {}

    static String accounts(AccessToken token) {
        return token.scope()
                .accounts()
                .map(all -> all.stream().map(AccountName::value).collect(Collectors.joining(", ")))
                .orElse("all");
    }

    static String role(AccessToken token) {
        return token.role().name().toLowerCase(Locale.ROOT);
    }

    static String expires(AccessToken token) {
        return token.expires().map(Instant::toString).orElse("never");
    }

    static List<String> row(AccessToken token) {
        return List.of(token.id(), role(token), accounts(token), token.created().toString(), expires(token));
    }

    static void write(JsonGenerator json, AccessToken token) {
        json.writeStringProperty("id", token.id());
        json.writeStringProperty("role", role(token));
        json.writeBooleanProperty("all_accounts", token.scope().accounts().isEmpty());
        json.writeArrayPropertyStart("accounts");
        token.scope().accounts().ifPresent(all -> all.forEach(account -> json.writeString(account.value())));
        json.writeEndArray();
        json.writeStringProperty("created", token.created().toString());
        token.expires().ifPresent(time -> json.writeStringProperty("expires", time.toString()));
    }
}
