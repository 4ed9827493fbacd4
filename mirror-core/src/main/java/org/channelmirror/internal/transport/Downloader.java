package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.URI;
import org.channelmirror.api.TransferException;

/**
 * Fetches a URL's body into a sink, with retries, and goes on with a body that broke off where the server allows it. Thread-safe. HTTP bodies come as they are stored on the
 * server: no content coding is asked for.
 */
public interface Downloader extends AutoCloseable {

    /**
     * Fetches.
     *
     * @param uri {@code http}, {@code https} or {@code file}
     * @param known asks for the body only if it is not this version
     * @param sink where the bytes go
     * @param observer hears of progress
     * @return how it ended
     * @throws TransferException if it failed, after all retries
     * @throws IOException if the sink failed
     * @throws InterruptedException if the thread was interrupted or the observer cancelled
     */
    DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException;

    /**
     * The same for the downloads of one run, which share what they learn: a host that takes no connection is given up for all of them.
     *
     * @return a downloader that lives no longer than this one; closing it closes nothing
     */
    default Downloader forRun() {
        return this;
    }

    /**
     * Asks what a download would find, without fetching it, and once only: who asks can do without the answer.
     *
     * @param uri {@code http}, {@code https} or {@code file}
     * @param known asks whether it is still this version
     * @param observer can cancel
     * @return how a download would end
     * @throws TransferException if there is no answer
     * @throws InterruptedException if the thread was interrupted or the observer cancelled
     */
    DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException;

    @Override
    void close();
}
