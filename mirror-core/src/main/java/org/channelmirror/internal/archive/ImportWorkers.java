package org.channelmirror.internal.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.channelmirror.internal.threads.Workers;
import org.jspecify.annotations.Nullable;

/** Takes packages on several threads, because making a file durable is waiting; only so many are held at a time. Used by one thread. */
final class ImportWorkers implements AutoCloseable {

    /** Nothing is left to do. */
    static final Task NOTHING = () -> {};

    private static final int TOGETHER = 16;
    private static final long BYTES_TOGETHER = 1 << 19;

    private final Semaphore window;
    private final int permits;
    private final ExecutorService workers;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final List<Task> collected = new ArrayList<>();
    private long collectedBytes;

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

    /** Takes something to do; of small things some together, since handing them over takes about as long as doing one. */
    void submit(Task task, long bytes) throws IOException, InterruptedException {
        collected.add(task);
        collectedBytes += bytes;
        if (collected.size() >= TOGETHER || collectedBytes >= BYTES_TOGETHER) {
            hand();
        }
    }

    /** Takes something to do that takes long, and begins it. */
    void start(Task task) throws IOException, InterruptedException {
        collected.add(task);
        hand();
    }

    private void hand() throws IOException, InterruptedException {
        rethrow();
        window.acquire();
        begin();
    }

    private void begin() {
        List<Task> tasks = List.copyOf(collected);
        collected.clear();
        collectedBytes = 0;
        workers.execute(() -> {
            try {
                for (Task task : tasks) {
                    if (broken.get() == null) {
                        task.run();
                    }
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
        hand();
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

    /** What came before something went wrong is kept, so that it need not come again. */
    @Override
    public void close() {
        begin();
        if (Workers.awaitEnd(workers, () -> broken.compareAndSet(null, new IOException("interrupted")))) {
            Thread.currentThread().interrupt();
        }
    }
}
