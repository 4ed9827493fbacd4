package org.channelmirror.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import org.channelmirror.model.AccountName;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Brings each request to the part of the server that answers it. */
final class RootHandler extends Handler.Abstract {

    private static final String READING = "GET, HEAD";

    private final Gatekeeper gatekeeper;
    private final ChannelPaths paths;
    private final FileHandler files;
    private final Pages pages;
    private final Executor executor;

    RootHandler(
            InvocationType type,
            Gatekeeper gatekeeper,
            ChannelPaths paths,
            FileHandler files,
            Pages pages,
            Executor executor) {
        super(type);
        this.gatekeeper = gatekeeper;
        this.paths = paths;
        this.files = files;
        this.pages = pages;
        this.executor = executor;
    }

    /** The parts besides the files. */
    record Pages(MirrorPage mirror, HealthPage health, CondarcPage condarc, SyncPage sync, Metrics metrics) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        RequestTarget target = RequestTarget.of(path == null ? "" : path);
        Exchange exchange = new Exchange(request, target, response, callback);
        if (target.place() == RequestTarget.Place.SYNC) {
            pages.sync().answer(exchange);
        } else if (!exchange.isGet() && !exchange.isHead()) {
            exchange.notAllowed(READING);
        } else {
            read(exchange);
        }
        return true;
    }

    private void read(Exchange exchange) {
        switch (exchange.target().place()) {
            case CONDA -> file(exchange);
            // These list the mirror, which takes longer than a look at a file.
            case PAGE -> exchange.answerBy(executor, pages.mirror()::answer);
            case CONDARC -> exchange.answerBy(executor, pages.condarc()::answer);
            case HEALTH -> exchange.answerBy(executor, pages.health()::answer);
            case METRICS ->
                Answers.text(
                        exchange.response(),
                        exchange.callback(),
                        "text/plain;version=0.0.4;charset=utf-8",
                        pages.metrics().text());
            case SYNC, NOWHERE -> exchange.status(HttpStatus.NOT_FOUND_404);
        }
    }

    private void file(Exchange exchange) {
        List<String> below = exchange.target().below();
        if (!AccountName.isValid(below.get(0))) {
            exchange.status(HttpStatus.NOT_FOUND_404);
            return;
        }
        AccountName account = new AccountName(below.get(0));
        switch (gatekeeper.entry(account, exchange.token())) {
            case NEEDS_TOKEN -> exchange.needsToken();
            case REFUSED -> exchange.status(HttpStatus.FORBIDDEN_403);
            case GRANTED -> {
                try {
                    files.handle(
                            exchange,
                            paths.of(account, below.subList(1, below.size())),
                            gatekeeper.visibility(account));
                } catch (IOException | RuntimeException e) {
                    exchange.failed(e);
                }
            }
        }
    }
}
