package org.channelmirror.internal.threads;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/** Makes staged contents durable on a thread of its own, while they are read for what else is to be staged. Used by one thread. */
public final class ForcedAhead implements AutoCloseable {

    private final ExecutorService worker = Workers.start(1, "channel-mirror-force", (thread, failure) -> {});
    private final Future<?> forced;

    /** Begins. */
    public ForcedAhead(List<StagedWrite> writes) {
        this.forced = worker.submit(() -> force(writes));
    }

    private static @Nullable Void force(List<StagedWrite> writes) throws IOException {
        for (StagedWrite write : writes) {
            write.forceContent();
        }
        return null;
    }

    /** Returns when it is done; throws what failed. */
    public void await() throws IOException {
        close();
        try {
            forced.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("staged content cannot be made durable", e.getCause());
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
