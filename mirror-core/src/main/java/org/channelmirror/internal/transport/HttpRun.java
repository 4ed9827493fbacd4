package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.URI;
import org.channelmirror.api.TransferException;

/** The downloads of one run: what one of them learns of a host, the others heed. */
final class HttpRun implements Downloader {

    private final HttpExchange exchange;
    private final RetrySchedule retries;
    private final Hosts hosts;

    HttpRun(HttpExchange exchange, RetrySchedule retries) {
        this.exchange = exchange;
        this.retries = retries;
        this.hosts = new Hosts(retries);
    }

    @Override
    public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            BodyCopy.checkStopped(observer);
            try {
                return exchange.get(uri, known, sink, observer, hosts);
            } catch (SinkFailedException e) {
                throw e.failure();
            } catch (AttemptFailedException e) {
                if (e.kind() == AttemptFailedException.Kind.GIVEN_UP) {
                    observer.hostGivenUp(e.problem());
                }
                if (!e.isRetryable() || !retries.follows(attempt)) {
                    throw e.after(attempt, uri);
                }
                observer.retried(attempt, e.problem());
                hosts.await(e, retries.delay(attempt, e.retryAfter()), observer);
            }
        }
    }

    @Override
    public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException {
        BodyCopy.checkStopped(observer);
        try {
            return exchange.head(uri, known, observer, hosts);
        } catch (AttemptFailedException e) {
            throw e.after(1, uri);
        }
    }

    /** The connections are the client's. */
    @Override
    public void close() {}
}
