package org.channelmirror.internal.shards;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.jspecify.annotations.Nullable;

/**
 * Stores shards, batch by batch beside the making of the next ones: each is found by its checksum alone, so that it may be there
 * before an index names it. A mark that is there as long as none does tells the next run of what a killed one left.
 */
final class ShardBatches implements AutoCloseable {

    /** Many become durable at once, while another batch is filled. */
    private static final int SIZE = 2_048;

    /** So much may be held twice: of the batch that is stored, and of the next. */
    private static final long BYTES = 8 << 20;

    private static final String MARK = "shards-begun";
    private static final String PURPOSE = "shard-";

    private final ShardFolder folder;
    /** Shards by their checksums. */
    private Map<String, byte[]> batch = new LinkedHashMap<>();

    private long batchBytes;
    private boolean isMarked;
    private @Nullable ExecutorService storing;
    private @Nullable Future<?> stored;

    ShardBatches(ShardFolder folder) {
        this.folder = folder;
    }

    /** Whether a run that was killed left shards of which no list tells. */
    static boolean isInterrupted(ShardFolder folder) throws IOException {
        return folder.storage().staged().contains(folder.stageKey(MARK));
    }

    /** What a run that was killed left half done. */
    static void tidyUp(ShardFolder folder) throws IOException {
        String prefix = folder.stageKey(PURPOSE).value();
        for (StageKey key : folder.storage().staged()) {
            if (key.value().startsWith(prefix)) {
                drop(folder, key);
            }
        }
    }

    /** No index lacks one of them any more. */
    static void end(ShardFolder folder) throws IOException {
        drop(folder, folder.stageKey(MARK));
    }

    private static void drop(ShardFolder folder, StageKey key) throws IOException {
        StagedOutput left = StagedOutput.fresh(folder.storage(), key);
        left.staged().discard();
        left.staged().close();
    }

    void add(String sha256, byte[] content) throws IOException {
        batch.put(sha256, content);
        batchBytes += content.length;
        if (batch.size() == SIZE || batchBytes >= BYTES) {
            await();
            Map<String, byte[]> full = batch;
            batch = new LinkedHashMap<>();
            batchBytes = 0;
            stored = executor().submit(() -> {
                store(full);
                return null;
            });
        }
    }

    private void store(Map<String, byte[]> shards) throws IOException {
        List<Publication> publications = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> shard : shards.entrySet()) {
                StageKey key = folder.stageKey(PURPOSE + publications.size());
                StagedOutput staged = StagedOutput.fresh(folder.storage(), key);
                publications.add(new Publication(staged.staged(), folder.shard(shard.getKey())));
                staged.write(shard.getValue());
                // So many cannot be held open.
                staged.staged().close();
            }
            mark();
            folder.storage().publish(publications);
        } catch (IOException e) {
            discard(publications, e);
            throw e;
        }
    }

    /** What is published already stays, and is none of these any more. */
    private static void discard(List<Publication> publications, IOException failure) {
        for (Publication left : publications) {
            try {
                left.staged().discard();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Before the first shard is there, and not before: it would wait for all of the index, which is on its way to the disk. */
    private void mark() throws IOException {
        if (isMarked) {
            return;
        }
        isMarked = true;
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
            store(batch);
            batch = new LinkedHashMap<>();
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
    public void close() {
        if (storing != null) {
            end(storing);
        }
    }
}
