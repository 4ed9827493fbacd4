package org.channelmirror.internal.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the orders of a plan with several workers. Only as many orders are under way as keep the workers busy, however many
 * the plan has. What replaces a published file stays staged; everything else is moved into place as it comes.
 */
final class PackageFetcher {

    private final SyncContext context;
    private final PackageFetch fetch;
    private final Arrivals arrivals;
    private final Replacements replacements;
    private final FetchTally tally;
    private final List<URI> packages;
    private final AtomicReference<@Nullable Exception> broken = new AtomicReference<>();

    PackageFetcher(
            SyncContext context,
            PackageFetch fetch,
            Arrivals arrivals,
            Replacements replacements,
            FetchTally tally,
            List<URI> packages) {
        this.context = context;
        this.fetch = fetch;
        this.arrivals = arrivals;
        this.replacements = replacements;
        this.tally = tally;
        this.packages = packages;
    }

    /** Returns when every order is carried out, and everything that arrived and replaces nothing is in place and noted. */
    void run(FetchQueue queue) throws IOException, InterruptedException {
        if (queue.count() == 0) {
            return;
        }
        Semaphore window = new Semaphore(2 * context.maxParallel());
        ExecutorService workers = Executors.newFixedThreadPool(context.maxParallel(), runnable -> {
            Thread thread = new Thread(runnable, "channel-mirror-fetch");
            thread.setDaemon(true);
            return thread;
        });
        try (FrameReader orders = new FrameReader(Files.newInputStream(queue.orders()))) {
            while (broken.get() == null && !context.isCancelled() && orders.next()) {
                UpstreamRecord order = new UpstreamRecord().read(orders).copyOfOrder();
                window.acquire();
                workers.execute(() -> {
                    try {
                        carryOut(order);
                    } finally {
                        window.release();
                    }
                });
            }
        } finally {
            // Workers end by themselves: each order under way sees a cancellation, and its sockets have time limits.
            workers.shutdown();
            awaitEnd(workers);
        }
        if (!Thread.currentThread().isInterrupted()) {
            // What arrived before a cancellation or a failure is kept.
            arrivals.flush();
        }
        rethrow();
        context.checkCancelled();
    }

    private void carryOut(UpstreamRecord order) {
        if (broken.get() != null || context.isCancelled()) {
            return;
        }
        try {
            if (order.is(UpstreamRecord.DOUBTED)) {
                arrivals.doubt(order.section(), order.name());
            }
            if (findStored(order)) {
                return;
            }
            if (order.is(UpstreamRecord.CHECK_ONLY)) {
                fetch.fail(order, "the stored file is missing or damaged, and upstream no longer has it");
                return;
            }
            PackageFetch.Download download =
                    fetch.download(order, packages.get(order.channel())).orElse(null);
            if (download != null) {
                Holding holding = fetch.holding(order, download.digests());
                StagedWrite staged = download.staged();
                if (order.is(UpstreamRecord.REPLACES)) {
                    staged.close();
                    replacements.add(holding, fetch.stageKey(order));
                } else {
                    arrivals.add(staged, fetch.target(order), holding);
                }
            }
        } catch (IOException e) {
            broken.compareAndSet(null, e);
        } catch (InterruptedException e) {
            broken.compareAndSet(null, e);
            Thread.currentThread().interrupt();
        }
    }

    private boolean findStored(UpstreamRecord order) throws IOException {
        var stored = fetch.findStored(order);
        if (stored.isEmpty()) {
            return false;
        }
        arrivals.adopt(
                fetch.holding(order, stored.get().digests()),
                stored.get().object().token());
        tally.adopted();
        return true;
    }

    private static void awaitEnd(ExecutorService workers) {
        boolean interrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
                workers.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws IOException, InterruptedException {
        Exception failure = broken.get();
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        }
    }
}
