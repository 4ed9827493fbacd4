package org.channelmirror.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.channelmirror.model.AccountName;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** {@code POST /api/sync}: an administrator asks for a sync, of one account with {@code ?account=NAME}. */
final class SyncPage {

    private static final String ACCOUNT = "account=";

    private final SyncLoop loop;
    private final Gatekeeper gatekeeper;
    private final Executor executor;

    SyncPage(SyncLoop loop, Gatekeeper gatekeeper, Executor executor) {
        this.loop = loop;
        this.gatekeeper = gatekeeper;
        this.executor = executor;
    }

    void answer(Exchange exchange) {
        if (!exchange.request().getMethod().equals("POST")) {
            exchange.notAllowed("POST");
            return;
        }
        if (exchange.request().getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                || exchange.request().getLength() > 0) {
            Answers.status(
                    exchange.response(),
                    exchange.callback(),
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "the request takes no body");
            return;
        }
        String query = exchange.request().getHttpURI().getQuery();
        if (query == null) {
            admitted(exchange, Optional.empty());
        } else if (query.startsWith(ACCOUNT) && AccountName.isValid(query.substring(ACCOUNT.length()))) {
            admitted(exchange, Optional.of(new AccountName(query.substring(ACCOUNT.length()))));
        } else {
            Answers.status(
                    exchange.response(), exchange.callback(), HttpStatus.BAD_REQUEST_400, "expected ?account=NAME");
        }
    }

    private void admitted(Exchange exchange, Optional<AccountName> account) {
        switch (gatekeeper.administration(account, exchange.token())) {
            case NEEDS_TOKEN -> exchange.needsToken();
            case REFUSED -> exchange.status(HttpStatus.FORBIDDEN_403);
            // What there is to sync is looked up in the mirror.
            case GRANTED -> exchange.answerBy(executor, asked -> sync(asked, account));
        }
    }

    private void sync(Exchange exchange, Optional<AccountName> account) {
        List<AccountName> accepted = loop.request(account);
        if (accepted.isEmpty()) {
            Answers.status(
                    exchange.response(),
                    exchange.callback(),
                    HttpStatus.CONFLICT_409,
                    "this server knows no configuration for that");
            return;
        }
        exchange.response().setStatus(HttpStatus.ACCEPTED_202);
        // Account names need no escapes.
        String names = accepted.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        Answers.text(exchange.response(), exchange.callback(), "application/json", "{\"accepted\":[" + names + "]}\n");
    }
}
