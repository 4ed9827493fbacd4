package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.threads.Workers;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * Compares the packages that a catalog lists with what is stored, with several workers. Only as many are under way as keep the
 * workers busy.
 */
final class PackageWalk {

    private static final int CHUNK_BYTES = 4 << 20;

    private final VerifyContext context;
    private final Subdir subdir;
    private final FileCheck check;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private long listed;
    private long bytes;

    PackageWalk(VerifyContext context, Subdir subdir, Shelf shelf) {
        this.context = context;
        this.subdir = subdir;
        this.check = new FileCheck(context.storage(), shelf);
    }

    /** Checks all that is listed, or what of it has a frame in a file; answers a file of {@link Damage}s. */
    Path run(SubdirSources.Catalog catalog, Optional<Path> only, String name) throws IOException, InterruptedException {
        listed = 0;
        bytes = 0;
        Semaphore window = new Semaphore(2 * context.maxParallel());
        ExecutorService workers =
                Workers.start(context.maxParallel(), "channel-mirror-verify", (thread, e) -> breakOff(e));
        try (SortedFrames found = new SortedFrames(context.scratch(), subdir + name, CHUNK_BYTES)) {
            try (FrameMerge merge =
                    new FrameMerge(List.of(catalog.open(), only.isEmpty() ? FrameReader.empty() : read(only.get())))) {
                while (broken.get() == null && !context.isCancelled() && merge.next()) {
                    FrameReader inCatalog = merge.at(0);
                    if (inCatalog == null || (only.isPresent() && merge.at(1) == null)) {
                        continue;
                    }
                    Holding entry = new Holding().read(inCatalog);
                    if (entry.is(Holding.PUBLISHED)) {
                        listed++;
                        bytes += entry.size();
                        window.acquire();
                        workers.execute(() -> carryOut(entry, found, window));
                    }
                }
            } finally {
                if (Workers.awaitEnd(workers, () -> breakOff(new InterruptedException("cancelled")))) {
                    Thread.currentThread().interrupt();
                }
            }
            rethrow();
            context.checkCancelled();
            return found.finish();
        }
    }

    private static FrameReader read(Path file) throws IOException {
        return new FrameReader(Files.newInputStream(file));
    }

    /** How many packages the last walk came by. */
    long listed() {
        return listed;
    }

    /** Their sizes. */
    long bytes() {
        return bytes;
    }

    private void carryOut(Holding entry, SortedFrames found, Semaphore window) {
        try {
            if (broken.get() == null && !context.isCancelled()) {
                Optional<Damage> damage = check.check(entry);
                if (damage.isPresent()) {
                    synchronized (found) {
                        found.add(damage.get().encode());
                    }
                }
            }
        } catch (IOException e) {
            breakOff(e);
        } finally {
            window.release();
        }
    }

    private void breakOff(Throwable cause) {
        broken.compareAndSet(null, cause);
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
            throw new IllegalStateException("verifying packages failed", failure);
        }
    }
}
