package org.channelmirror.internal.shards;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.spi.Publication;
import org.jspecify.annotations.Nullable;

/**
 * Stores shards, batch by batch beside the making of the next ones: each is found by its checksum alone, so that it may be there
 * before an index names it. A mark that is there as long as none does tells the next run of what a killed one left.
 */
final class ShardBatches implements AutoCloseable {

    /** Each of a batch is open until all of them are stored, and another batch is filled meanwhile. */
    static final int SIZE = 128;

    private static final String MARK = "shards-begun";

    private final ShardFolder folder;
    private List<Publication> batch = new ArrayList<>(SIZE);
    private long count;
    private @Nullable ExecutorService storing;
    private @Nullable Future<?> stored;

    ShardBatches(ShardFolder folder) {
        this.folder = folder;
    }

    /** Whether a run that was killed left shards of which no list tells. */
    static boolean isInterrupted(ShardFolder folder) throws IOException {
        return folder.storage().staged().contains(folder.stageKey(MARK));
    }

    /** What such a run left half done. */
    static void tidyUp(ShardFolder folder) throws IOException {
        for (int i = 0; i < 2 * SIZE; i++) {
            drop(folder, purpose(i));
        }
    }

    /** No index lacks one of them any more. */
    static void end(ShardFolder folder) throws IOException {
        drop(folder, MARK);
    }

    private static void drop(ShardFolder folder, String purpose) throws IOException {
        StagedOutput left = StagedOutput.fresh(folder.storage(), folder.stageKey(purpose));
        left.staged().discard();
        left.staged().close();
    }

    private static String purpose(long number) {
        return "shard-" + number % (2 * SIZE);
    }

    void add(String sha256, byte[] shard) throws IOException {
        if (count == 0) {
            mark();
        }
        StagedOutput staged = StagedOutput.fresh(folder.storage(), folder.stageKey(purpose(count)));
        staged.write(shard);
        batch.add(new Publication(staged.staged(), folder.shard(sha256)));
        count++;
        if (batch.size() == SIZE) {
            await();
            List<Publication> full = batch;
            batch = new ArrayList<>(SIZE);
            stored = executor().submit(() -> folder.storage().publish(full));
        }
    }

    private void mark() throws IOException {
        StagedOutput mark = StagedOutput.fresh(folder.storage(), folder.stageKey(MARK));
        mark.write(1);
        mark.staged().force();
        mark.staged().close();
    }

    private ExecutorService executor() {
        if (storing == null) {
            storing = Executors.newSingleThreadExecutor(task -> new Thread(task, "channel-mirror-shards"));
        }
        return storing;
    }

    /** Stores what is left. */
    void finish() throws IOException {
        await();
        if (!batch.isEmpty()) {
            folder.storage().publish(batch);
            batch = new ArrayList<>();
        }
    }

    /** Nothing is stored any more once this has ended, not even after an interrupt. */
    private static void end(ExecutorService executor) {
        executor.shutdown();
        boolean wasInterrupted = false;
        boolean isEnded = false;
        while (!isEnded) {
            try {
                isEnded = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws IOException {
        if (stored == null) {
            return;
        }
        try {
            stored.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("storing shards failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while shards were stored");
        } finally {
            stored = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (storing != null) {
            end(storing);
        }
        for (Publication left : batch) {
            left.staged().discard();
            left.staged().close();
        }
    }
}
