package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.FileSink;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.DoubtfulShardsException;
import org.channelmirror.internal.shards.ShardChanges.Shard;
import org.channelmirror.internal.shards.ShardReader;
import org.channelmirror.internal.threads.Workers;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;

/** Fetches shards, several at a time, each into a file of its own. What came is not looked at. */
final class ShardDownload {

    private final SyncContext context;
    private final URI folder;
    private final Path target;

    ShardDownload(SyncContext context, URI folder, Path target) {
        this.context = context;
        this.folder = folder;
        this.target = target;
    }

    /** A shard that the index names is not there: upstream may have gone on since. */
    static final class MissingException extends DoubtfulShardsException {

        private static final long serialVersionUID = 1L;

        MissingException(String name) {
            super("the shard of " + name + " is not there");
        }
    }

    /** Where a shard's file is. */
    Path file(int number) {
        return target.resolve("shard-" + number);
    }

    void run(List<Shard> shards) throws IOException, InterruptedException, TransferException, DoubtfulShardsException {
        int parallel = Math.min(context.maxParallel(), shards.size());
        if (parallel == 0) {
            return;
        }
        ExecutorService workers = Workers.start(parallel, "channel-mirror-shards", (thread, e) -> {});
        AtomicInteger next = new AtomicInteger();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < parallel; i++) {
                running.add(workers.submit(() -> {
                    fetch(shards, next);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                await(each);
            }
        } finally {
            workers.shutdownNow();
            if (Workers.awaitEnd(workers, () -> {})) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void fetch(List<Shard> shards, AtomicInteger next) throws Exception {
        try {
            for (int i = next.getAndIncrement(); i < shards.size(); i = next.getAndIncrement()) {
                fetch(shards.get(i), file(i));
            }
        } catch (Exception e) {
            next.set(shards.size());
            throw e;
        }
    }

    private void fetch(Shard shard, Path file)
            throws IOException, InterruptedException, TransferException, DoubtfulShardsException {
        URI uri = folder.resolve(HexFormat.of().formatHex(shard.sha256()) + ".msgpack.zst");
        try (FileSink sink = new FileSink(file, ShardReader.MAX_BYTES)) {
            DownloadResult result = context.downloader().download(uri, Validator.NONE, sink, context.quietly());
            if (!(result instanceof DownloadResult.Done)) {
                throw new MissingException(shard.name());
            }
        } catch (FileSink.OverlongException e) {
            throw new DoubtfulShardsException("the shard of " + shard.name() + ": " + e.getMessage());
        }
    }

    private static void await(Future<?> task)
            throws IOException, InterruptedException, TransferException, DoubtfulShardsException {
        try {
            task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof DoubtfulShardsException doubtful) {
                throw doubtful;
            }
            if (cause instanceof TransferException transfer) {
                throw transfer;
            }
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("fetching a shard failed", cause);
        }
    }
}
