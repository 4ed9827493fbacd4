package org.channelmirror.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes staged contents durable before they are published: many of them at once, since that takes about as long as a few. */
final class ContentForcer {

    /** Fewer are quicker one by one: a file system may have others' content to write, too. */
    private static final int MANY = 64;

    private static final int THREADS = 32;

    private final FileStaging staging;

    ContentForcer(FileStaging staging) {
        this.staging = staging;
    }

    void force(List<FileStagedWrite> writes) throws IOException {
        List<FileStagedWrite> left =
                writes.stream().filter(write -> !write.isContentForced()).toList();
        if (left.size() < MANY) {
            for (FileStagedWrite write : left) {
                write.forceContent();
            }
        } else if (staging.forceTogether(
                left.stream().map(FileStagedWrite::file).toList())) {
            left.forEach(FileStagedWrite::contentWasForced);
        } else {
            forceBesideOneAnother(left);
        }
    }

    /** Most of it is waiting. */
    private static void forceBesideOneAnother(List<FileStagedWrite> writes) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, writes.size()));
        try {
            List<Future<?>> forced = new ArrayList<>();
            for (FileStagedWrite write : writes) {
                forced.add(threads.submit(() -> {
                    write.forceContent();
                    return null;
                }));
            }
            for (Future<?> each : forced) {
                await(each);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void await(Future<?> forced) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    forced.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("staged content cannot be made durable", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
