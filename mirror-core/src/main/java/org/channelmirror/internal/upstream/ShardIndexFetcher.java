package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.FileSink;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.DoubtfulShardsException;
import org.channelmirror.internal.shards.UpstreamShards;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Redaction;

/** Fetches shard indexes, and none twice that cannot be relied on. Thread-safe. */
public final class ShardIndexFetcher {

    private final SyncContext context;
    private final AbsentUrls absent;
    private final Set<URI> refused = ConcurrentHashMap.newKeySet();

    ShardIndexFetcher(SyncContext context, AbsentUrls absent) {
        this.context = context;
        this.absent = absent;
    }

    /** What a server answered. */
    sealed interface Answer {

        /**
         * The index.
         *
         * @param folder for what belongs to it
         * @param from where it came from in the end
         */
        record Fetched(IndexInput input, UpstreamShards shards, Path folder, URI from) implements Answer {}

        /** It is as it was. */
        record Unchanged() implements Answer {}

        /** There is none. */
        record Absent() implements Answer {}
    }

    /**
     * Asks.
     *
     * @throws DoubtfulShardsException if what came cannot be relied on
     */
    Answer ask(URI uri, Validator known)
            throws IOException, InterruptedException, TransferException, DoubtfulShardsException {
        if (refused.contains(uri)) {
            return new Answer.Absent();
        }
        try {
            return fetch(uri, known);
        } catch (DoubtfulShardsException e) {
            refused.add(uri);
            throw e;
        }
    }

    private Answer fetch(URI uri, Validator known)
            throws IOException, InterruptedException, TransferException, DoubtfulShardsException {
        Path folder = Files.createTempDirectory(context.scratch(), "shards");
        Path file = folder.resolve("index");
        DownloadResult result;
        try (FileSink sink = new FileSink(file, UpstreamShards.MAX_BYTES)) {
            result = context.downloader().download(uri, known, sink, context.quietly());
        } catch (FileSink.OverlongException e) {
            throw new DoubtfulShardsException(String.valueOf(e.getMessage()));
        }
        if (result instanceof DownloadResult.NotModified) {
            return new Answer.Unchanged();
        }
        if (!(result instanceof DownloadResult.Done done)) {
            absent.add(uri);
            return new Answer.Absent();
        }
        UpstreamShards shards = UpstreamShards.read(file, folder);
        Files.delete(file);
        IndexInput input = new IndexInput(Redaction.withoutSecrets(uri), done.validator());
        return new Answer.Fetched(input, shards, folder, done.finalUri());
    }
}
