package org.channelmirror.server;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.eclipse.jetty.http.HttpStatus;

/** What a browser is shown at {@code /}, and at {@code /ACCOUNT/} or {@code /conda/ACCOUNT/}: what is mirrored and how to use it. */
final class MirrorPage {

    private static final double KILO = 1000;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private final ChannelStorage storage;
    private final MirrorClient client;
    private final PublishedIndexes indexes;
    private final Gatekeeper gatekeeper;

    MirrorPage(ChannelStorage storage, MirrorClient client, PublishedIndexes indexes, Gatekeeper gatekeeper) {
        this.storage = storage;
        this.client = client;
        this.indexes = indexes;
        this.gatekeeper = gatekeeper;
    }

    void answer(Exchange exchange) {
        List<String> below = exchange.target().below();
        try {
            if (below.isEmpty()) {
                front(exchange);
            } else if (AccountName.isValid(below.get(0))) {
                account(exchange, new AccountName(below.get(0)));
            } else {
                exchange.status(HttpStatus.NOT_FOUND_404);
            }
        } catch (IOException | MirrorException e) {
            exchange.failed(e);
        }
    }

    private void front(Exchange exchange) throws IOException {
        List<AccountName> readable = indexes.accounts().stream()
                .filter(account -> gatekeeper.entry(account, exchange.token()) == Gatekeeper.Entry.GRANTED)
                .toList();
        if (readable.isEmpty()) {
            exchange.status(HttpStatus.NOT_FOUND_404);
            return;
        }
        HtmlPage page = new HtmlPage("Mirrored channels");
        page.begin("ul");
        for (AccountName account : readable) {
            page.begin("li")
                    .link(exchange.channels() + account.value() + "/", account.value())
                    .end("li");
        }
        page.end("ul");
        page.answer(exchange);
    }

    private void account(Exchange exchange, AccountName account) throws MirrorException {
        switch (gatekeeper.entry(account, exchange.token())) {
            case NEEDS_TOKEN -> exchange.needsToken();
            case REFUSED -> exchange.status(HttpStatus.FORBIDDEN_403);
            case GRANTED -> {
                MirrorStatus status = client.status(new StatusRequest(storage, account));
                if (status.subdirs().isEmpty()) {
                    exchange.status(HttpStatus.NOT_FOUND_404);
                } else {
                    page(exchange, account, status).answer(exchange);
                }
            }
        }
    }

    private static HtmlPage page(Exchange exchange, AccountName account, MirrorStatus status) {
        String channel = exchange.channels() + account.value() + "/";
        HtmlPage page = new HtmlPage(account.value());
        page.begin("p").text("A mirror of conda packages. To install from it:").end("p");
        page.begin("pre")
                .text("conda install --override-channels --channel " + channel + " PACKAGE")
                .end("pre");
        page.begin("table").row("th", "platform", "packages", "size", "published");
        for (MirrorStatus.SubdirStatus subdir : status.subdirs()) {
            String name = subdir.subdir().name();
            page.begin("tr");
            page.begin("td").link(channel + name + "/repodata.json", name).end("td");
            page.cell("td", String.format(Locale.ROOT, "%,d", subdir.packages()));
            page.cell("td", size(subdir.bytes()));
            page.cell("td", subdir.published().truncatedTo(ChronoUnit.SECONDS).toString());
            page.end("tr");
        }
        page.end("table");
        status.labels()
                .forEach(label -> page.begin("p")
                        .text("Label " + label.label().value() + ", the snapshot "
                                + label.snapshot().value() + ": " + channel + "label/"
                                + label.label().value())
                        .end("p"));
        return page;
    }

    private static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= KILO && unit < UNITS.size() - 1) {
            size /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS.get(unit));
    }
}
