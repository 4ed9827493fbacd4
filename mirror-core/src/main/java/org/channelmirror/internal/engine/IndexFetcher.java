package org.channelmirror.internal.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.engine.UpstreamIndex.Variant;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;

/** Asks a channel for a subdir's index in each variant in turn. Thread-safe. */
final class IndexFetcher {

    private final SyncContext context;
    private final AbsentUrls absent;

    IndexFetcher(SyncContext context, AbsentUrls absent) {
        this.context = context;
        this.absent = absent;
    }

    /**
     * Asks.
     *
     * @param known what the index was at the last run; if it is still that, nothing is fetched
     */
    UpstreamIndex fetch(Channel channel, Subdir subdir, Optional<IndexInput> known)
            throws IOException, InterruptedException {
        try {
            for (Variant variant : Variant.ORDER) {
                URI uri = channel.url().resolve(subdir + "/" + variant.fileName());
                if (!absent.isKnown(uri)) {
                    UpstreamIndex answer = askLeniently(uri, variant, known);
                    if (!(answer instanceof UpstreamIndex.Absent)) {
                        return answer;
                    }
                }
            }
            return new UpstreamIndex.Absent();
        } catch (TransferException e) {
            return new UpstreamIndex.Unreadable(e);
        }
    }

    /** The URL that every variant of an index is below, without secrets. */
    static String folder(Channel channel, Subdir subdir) {
        return Redaction.withoutSecrets(channel.url().resolve(subdir + "/"));
    }

    /** Asks again next time, for an index that is not there now but was. */
    void forgetAbsence(Channel channel, Subdir subdir) {
        for (Variant variant : Variant.ORDER) {
            absent.remove(channel.url().resolve(subdir + "/" + variant.fileName()));
        }
    }

    /** Stores that do not let anybody list them refuse what is not there: a refused variant may be followed by another. */
    private UpstreamIndex askLeniently(URI uri, Variant variant, Optional<IndexInput> known)
            throws TransferException, IOException, InterruptedException {
        try {
            return ask(uri, variant, known);
        } catch (TransferException e) {
            int status = e.status().orElse(0);
            boolean refused = status >= 400 && status < 500 && !e.isRetryable();
            if (variant != Variant.JSON && refused) {
                return new UpstreamIndex.Absent();
            }
            throw e;
        }
    }

    private UpstreamIndex ask(URI uri, Variant variant, Optional<IndexInput> known)
            throws TransferException, IOException, InterruptedException {
        String url = Redaction.withoutSecrets(uri);
        Optional<IndexInput> same = known.filter(input -> input.url().equals(url));
        Path file = Files.createTempFile(context.scratch(), "index", "." + variant);
        DownloadResult result;
        try (FileSink sink = new FileSink(file)) {
            result = context.downloader()
                    .download(uri, same.map(IndexInput::validator).orElse(Validator.NONE), sink, context.quietly());
        }
        if (result instanceof DownloadResult.Done done) {
            absent.remove(uri);
            return new UpstreamIndex.Fetched(file, variant, uri, new IndexInput(url, done.validator()));
        }
        Files.delete(file);
        if (result instanceof DownloadResult.NotModified) {
            return new UpstreamIndex.Unchanged(same.orElseThrow());
        }
        absent.add(uri);
        return new UpstreamIndex.Absent();
    }
}
