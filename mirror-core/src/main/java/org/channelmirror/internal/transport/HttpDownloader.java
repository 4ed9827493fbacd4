package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.channelmirror.api.TransferException;

/** Fetches by HTTP over connections that are used again, and repeats what may pass. */
public final class HttpDownloader implements Downloader {

    private final RetrySchedule retries;
    private final CloseableHttpClient client;
    private final Watchdog watchdog = new Watchdog();
    private final HttpExchange exchange;

    /**
     * With the usual timeouts and no limit.
     *
     * @param maxParallel how many connections there may be; more threads than these wait for one
     */
    public HttpDownloader(
            int maxParallel,
            HttpTimeouts timeouts,
            RetrySchedule retries,
            HttpAccess access,
            BandwidthLimit bandwidth) {
        this.retries = retries;
        this.client = HttpClientFactory.create(maxParallel, timeouts, access);
        this.exchange = new HttpExchange(client, timeouts, watchdog, access, bandwidth);
    }

    @Override
    public Downloader forRun() {
        return new HttpRun(exchange, retries);
    }

    /** A run of its own. */
    @Override
    public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException {
        return new HttpRun(exchange, retries).download(uri, known, sink, observer);
    }

    @Override
    public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException {
        return new HttpRun(exchange, retries).look(uri, known, observer);
    }

    /** To be called when no download runs. */
    @Override
    public void close() {
        watchdog.close();
        client.close(CloseMode.GRACEFUL);
    }
}
