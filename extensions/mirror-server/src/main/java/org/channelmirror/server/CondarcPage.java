package org.channelmirror.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/** {@code /condarc}: what a client writes into its {@code .condarc} to read this mirror. */
final class CondarcPage {

    private final PublishedIndexes indexes;
    private final Gatekeeper gatekeeper;

    CondarcPage(PublishedIndexes indexes, Gatekeeper gatekeeper) {
        this.indexes = indexes;
        this.gatekeeper = gatekeeper;
    }

    void answer(Exchange exchange) {
        List<AccountName> readable;
        try {
            readable = indexes.accounts().stream()
                    .filter(account -> gatekeeper.entry(account, exchange.token()) == Gatekeeper.Entry.GRANTED)
                    .toList();
        } catch (IOException e) {
            exchange.failed(e);
            return;
        }
        if (readable.isEmpty()) {
            exchange.status(HttpStatus.NOT_FOUND_404);
            return;
        }
        StringBuilder text = new StringBuilder("channels:\n");
        for (AccountName account : readable) {
            text.append("  - ").append(base(exchange)).append(account.value()).append("/\n");
        }
        Answers.text(exchange.response(), exchange.callback(), "text/yaml;charset=utf-8", text.toString());
    }

    /** The address by which the client came here, with the token that it came with in the path. */
    private static String base(Exchange exchange) {
        Request request = exchange.request();
        String scheme = request.isSecure() ? "https" : "http";
        Optional<String> token = exchange.target().token();
        return scheme + "://" + request.getHttpURI().getAuthority()
                + token.map(shown -> "/t/" + shown).orElse("") + "/conda/";
    }
}
