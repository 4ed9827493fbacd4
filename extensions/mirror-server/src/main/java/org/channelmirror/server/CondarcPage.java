package org.channelmirror.server;

import java.io.IOException;
import java.util.List;
import org.channelmirror.model.AccountName;
import org.eclipse.jetty.http.HttpStatus;

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
            text.append("  - ")
                    .append(exchange.channels())
                    .append(account.value())
                    .append("/\n");
        }
        Answers.text(exchange.response(), exchange.callback(), "text/yaml;charset=utf-8", text.toString());
    }
}
