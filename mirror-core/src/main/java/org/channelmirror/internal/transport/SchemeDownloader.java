package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.channelmirror.api.TransferException;

/** Hands each URL to the downloader of its scheme. */
public final class SchemeDownloader implements Downloader {

    private final Map<String, Downloader> byScheme;

    /**
     * Takes over the downloaders: they are closed with this one.
     *
     * @param byScheme by scheme in lower case; one downloader may have several
     */
    public SchemeDownloader(Map<String, Downloader> byScheme) {
        this.byScheme = new TreeMap<>(byScheme);
    }

    @Override
    public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException {
        return of(uri).download(uri, known, sink, observer);
    }

    @Override
    public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException {
        return of(uri).look(uri, known, observer);
    }

    private Downloader of(URI uri) throws TransferException {
        String scheme = uri.getScheme();
        Downloader downloader = scheme == null ? null : byScheme.get(scheme.toLowerCase(Locale.ROOT));
        if (downloader == null) {
            String problem = scheme == null ? "the address has no scheme" : "scheme \"" + scheme + "\" is not known";
            throw new TransferException(
                    uri.toString(),
                    0,
                    1,
                    false,
                    problem + "; use one of " + String.join(", ", byScheme.keySet()),
                    null);
        }
        return downloader;
    }

    @Override
    public Downloader forRun() {
        Map<String, Downloader> forRun = new TreeMap<>(byScheme);
        forRun.replaceAll((scheme, downloader) -> downloader.forRun());
        return new SchemeDownloader(forRun);
    }

    @Override
    public void close() {
        new HashSet<>(byScheme.values()).forEach(Downloader::close);
    }
}
