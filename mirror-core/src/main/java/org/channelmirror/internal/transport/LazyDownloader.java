package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.channelmirror.api.TransferException;
import org.jspecify.annotations.Nullable;

/** A downloader that is made when it is used first: much of what a mirror does needs no network. Thread-safe. */
public final class LazyDownloader implements Downloader {

    private final Supplier<Downloader> maker;
    private @Nullable Downloader made;

    /**
     * Takes over what the maker makes: it is closed with this one.
     *
     * @param maker is asked once, or never
     */
    public LazyDownloader(Supplier<Downloader> maker) {
        this.maker = maker;
    }

    private synchronized Downloader made() {
        Downloader there = made;
        if (there == null) {
            there = maker.get();
            made = there;
        }
        return there;
    }

    @Override
    public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException {
        return made().download(uri, known, sink, observer);
    }

    @Override
    public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException {
        return made().look(uri, known, observer);
    }

    @Override
    public Downloader forRun() {
        return new LazyDownloader(() -> made().forRun());
    }

    @Override
    public synchronized void close() {
        if (made != null) {
            made.close();
        }
    }
}
