package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.TransferException;

/** Fetches by HTTP over connections that are used again, and repeats what may pass. */
public final class HttpDownloader implements Downloader {

    private final RetrySchedule retries;
    private final CloseableHttpClient client;
    private final Watchdog watchdog = new Watchdog();
    private final HttpExchange exchange;

    /**
     * With the usual timeouts.
     *
     * @param maxParallel how many connections there may be; more threads than these wait for one
     */
    public HttpDownloader(int maxParallel, RetryPolicy policy, Clock clock) {
        this(maxParallel, HttpTimeouts.DEFAULT, new RetrySchedule(policy, clock));
    }

    public HttpDownloader(int maxParallel, HttpTimeouts timeouts, RetrySchedule retries) {
        this.retries = retries;
        this.client = HttpClientFactory.create(maxParallel, timeouts);
        this.exchange = new HttpExchange(client, timeouts, watchdog);
    }

    @Override
    public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            BodyCopy.checkStopped(observer);
            try {
                return exchange.get(uri, known, sink, observer);
            } catch (SinkFailedException e) {
                throw e.failure();
            } catch (AttemptFailedException e) {
                if (!e.isRetryable() || !retries.follows(attempt)) {
                    throw e.after(attempt, uri);
                }
                observer.retried(attempt, e.problem());
                retries.await(attempt, e.retryAfter(), observer);
            }
        }
    }

    @Override
    public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException {
        BodyCopy.checkStopped(observer);
        try {
            return exchange.head(uri, known, observer);
        } catch (AttemptFailedException e) {
            throw e.after(1, uri);
        }
    }

    /** To be called when no download runs. */
    @Override
    public void close() {
        watchdog.close();
        client.close(CloseMode.GRACEFUL);
    }
}
