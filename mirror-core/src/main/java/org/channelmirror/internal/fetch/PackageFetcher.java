package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.threads.Workers;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the orders of a plan with several workers. Only as many orders are under way as keep the workers busy, however many
 * the plan has.
 */
final class PackageFetcher {

    private final SyncContext context;
    private final Subdir subdir;
    private final PackageFetch fetch;
    private final Arrivals arrivals;
    private final Landing landing;
    private final FetchTally tally;
    private final List<URI> packages;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    PackageFetcher(
            SyncContext context,
            Subdir subdir,
            PackageFetch fetch,
            Arrivals arrivals,
            Landing landing,
            FetchTally tally,
            List<URI> packages) {
        this.context = context;
        this.subdir = subdir;
        this.fetch = fetch;
        this.arrivals = arrivals;
        this.landing = landing;
        this.tally = tally;
        this.packages = packages;
    }

    /** Returns when every order is carried out, and everything that arrived and need not wait is in place and noted. */
    void run(FetchQueue queue) throws IOException, InterruptedException {
        if (queue.count() == 0) {
            return;
        }
        Semaphore window = new Semaphore(2 * context.maxParallel());
        ExecutorService workers =
                Workers.start(context.maxParallel(), "channel-mirror-fetch", (thread, failure) -> breakOff(failure));
        try (OrderFeed orders = OrderFeed.of(context, subdir, queue)) {
            while (broken.get() == null && !context.isCancelled() && orders.next()) {
                UpstreamRecord order = orders.order().copyOfOrder();
                Optional<SharedFile> elsewhere = orders.elsewhere();
                window.acquire();
                workers.execute(() -> {
                    try {
                        carryOut(order, elsewhere);
                    } finally {
                        window.release();
                    }
                });
            }
        } catch (IOException | InterruptedException e) {
            breakOff(e);
        } finally {
            if (Workers.awaitEnd(workers, fetch::stop)) {
                Thread.currentThread().interrupt();
            }
        }
        flush();
        rethrow();
        context.checkCancelled();
    }

    /** What arrived before a cancellation or a failure is kept: the next run need not fetch it again. */
    private void flush() {
        // An interrupted thread cannot write to files.
        boolean interrupted = Thread.interrupted();
        try {
            arrivals.flush();
        } catch (IOException e) {
            breakOff(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void breakOff(Throwable cause) {
        broken.compareAndSet(null, cause);
        fetch.stop();
    }

    private void carryOut(UpstreamRecord order, Optional<SharedFile> elsewhere) {
        if (broken.get() != null || context.isCancelled()) {
            return;
        }
        try {
            if (order.is(UpstreamRecord.DOUBTED)) {
                arrivals.doubt(order);
            }
            if (findStored(order) || order.is(UpstreamRecord.UNPLANNED)) {
                return;
            }
            if (order.is(UpstreamRecord.CHECK_ONLY)) {
                fetch.fail(order, "the stored file is missing or damaged, and upstream no longer has it");
                return;
            }
            if (elsewhere.isPresent() && share(order, elsewhere.get())) {
                return;
            }
            PackageDownload.Done download =
                    fetch.download(order, packages.get(order.channel())).orElse(null);
            if (download != null) {
                landing.arrived(order, fetch.holding(order, download.digests()), download.staged());
            }
        } catch (IOException | InterruptedException e) {
            breakOff(e);
        }
    }

    private boolean findStored(UpstreamRecord order) throws IOException {
        var stored = fetch.findStored(order);
        if (stored.isEmpty()) {
            return false;
        }
        landing.found(
                order,
                fetch.holding(order, stored.get().digests()),
                stored.get().object().token());
        tally.adopted();
        return true;
    }

    private boolean share(UpstreamRecord order, SharedFile file) throws IOException {
        var shared = new PackageShare(context, fetch).share(order, file);
        if (shared.isEmpty()) {
            return false;
        }
        landing.found(
                order,
                fetch.holding(order, shared.get().digests()),
                shared.get().object().token());
        tally.shared();
        return true;
    }

    private void rethrow() throws IOException, InterruptedException {
        Throwable failure = broken.get();
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (failure != null) {
            throw new IllegalStateException("fetching packages failed", failure);
        }
    }
}
