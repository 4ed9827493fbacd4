package org.channelmirror.internal.side;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.FileSink;
import org.channelmirror.internal.index.IndexContent;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Absent;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.index.UpstreamIndex.Unchanged;
import org.channelmirror.internal.index.UpstreamIndex.Unreadable;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Redaction;

/** Asks upstream for files that it need not have. Thread-safe. */
final class SideFetcher {

    private final SyncContext context;
    private final AbsentUrls absent;

    SideFetcher(SyncContext context, AbsentUrls absent) {
        this.context = context;
        this.absent = absent;
    }

    /**
     * Asks for the first form that there is.
     *
     * @param folder where it would be
     * @param known what it was at the last run; if it is still that, nothing is fetched
     * @param mostBytes how large it may be
     */
    UpstreamIndex fetch(URI folder, String fileName, List<TextForm> forms, Optional<IndexInput> known, long mostBytes)
            throws IOException, InterruptedException {
        for (TextForm form : forms) {
            URI uri = folder.resolve(form.of(fileName));
            if (!absent.isKnown(uri)) {
                UpstreamIndex answer = ask(uri, known, mostBytes);
                if (!(answer instanceof Absent)) {
                    return answer;
                }
            }
        }
        return new Absent();
    }

    private UpstreamIndex ask(URI uri, Optional<IndexInput> known, long mostBytes)
            throws IOException, InterruptedException {
        String url = Redaction.withoutSecrets(uri);
        Optional<IndexInput> same = known.filter(input -> input.url().equals(url));
        Path file = Files.createTempFile(context.scratch(), "side", ".json");
        try (FileSink sink = new FileSink(file, mostBytes)) {
            Validator validator = same.map(IndexInput::validator).orElse(Validator.NONE);
            DownloadResult result = context.downloader().download(uri, validator, sink, context.quietly());
            if (result instanceof DownloadResult.NotModified) {
                return new Unchanged(same.orElseThrow());
            }
            if (result instanceof DownloadResult.Done done) {
                return taken(file, uri, new IndexInput(url, done.validator()));
            }
        } catch (FileSink.OverlongException e) {
            return new Unreadable(new TransferException(url, 200, 1, false, String.valueOf(e.getMessage()), e));
        } catch (TransferException e) {
            int status = e.status().orElse(0);
            // Stores that do not let anybody list them refuse what is not there.
            if (status < 400 || status >= 500 || e.isRetryable()) {
                return new Unreadable(e);
            }
        }
        absent.add(uri);
        return new Absent();
    }

    /** Some servers send a page for what is not there. */
    private UpstreamIndex taken(Path file, URI uri, IndexInput input) throws IOException {
        if (IndexContent.problem(file, Variant.ZST).isPresent()) {
            context.events()
                    .warn(Redaction.redact(uri), "the server sent no JSON; it is taken for one that is not there");
            absent.add(uri);
            return new Absent();
        }
        absent.remove(uri);
        return new Fetched(file, uri, input);
    }
}
