package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes packages on several threads, because making a file durable is waiting; only so many are held at a time. */
final class ImportWorkers implements AutoCloseable {

    /** Nothing is left to do. */
    static final Task NOTHING = () -> {};

    private final Semaphore window;
    private final int permits;
    private final ExecutorService workers;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    /** Something to do. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    ImportWorkers(int threads) {
        this.permits = 2 * threads;
        this.window = new Semaphore(permits);
        this.workers = Workers.start(
                threads, "channel-mirror-import", (thread, failure) -> broken.compareAndSet(null, failure));
    }

    void submit(Task task) throws IOException, InterruptedException {
        rethrow();
        window.acquire();
        workers.execute(() -> {
            try {
                if (broken.get() == null) {
                    task.run();
                }
            } catch (IOException e) {
                broken.compareAndSet(null, e);
            } finally {
                window.release();
            }
        });
    }

    /** Returns when everything that was submitted is done. */
    void await() throws IOException, InterruptedException {
        window.acquire(permits);
        window.release(permits);
        rethrow();
    }

    private void rethrow() throws IOException {
        Throwable failure = broken.get();
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure != null) {
            throw new IllegalStateException("taking packages out of an archive failed", failure);
        }
    }

    @Override
    public void close() {
        if (Workers.awaitEnd(workers, () -> broken.compareAndSet(null, new IOException("interrupted")))) {
            Thread.currentThread().interrupt();
        }
    }
}
