package org.channelmirror.internal.threads;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/** Writes staged contents out on a thread of its own, while they are read for what else is to be staged. Used by one thread. */
public final class WriteOut implements AutoCloseable {

    private final ExecutorService worker = Workers.start(1, "channel-mirror-write-out", (thread, failure) -> {});
    private final Future<?> written;

    /** Begins. */
    public WriteOut(List<StagedWrite> writes) {
        this.written = worker.submit(() -> writeOut(writes));
    }

    private static @Nullable Void writeOut(List<StagedWrite> writes) throws IOException {
        for (StagedWrite write : writes) {
            write.writeOut();
        }
        return null;
    }

    /** Returns when it is done; throws what failed, of which a later force may know nothing. */
    public void await() throws IOException {
        close();
        try {
            written.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("staged content cannot be written out", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("what has ended needs no waiting", e);
        }
    }

    /** Waits for the end, even if this thread is interrupted: nothing goes on behind its back. */
    @Override
    public void close() {
        if (Workers.awaitEnd(worker, () -> {})) {
            Thread.currentThread().interrupt();
        }
    }
}
