package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Reads a mirror's indexes and the files they name again and again, while another process writes there. */
final class ReadingClient {

    private static final int PAUSE_MILLIS = 5;

    private final CountDownLatch enough = new CountDownLatch(1);
    private final CompletableFuture<Void> reading = new CompletableFuture<>();

    private ReadingClient() {}

    static ReadingClient of(Path root) {
        ReadingClient client = new ReadingClient();
        Thread thread = new Thread(() -> client.read(new MirrorChecker(root)), "reading-client");
        thread.setDaemon(true);
        thread.start();
        return client;
    }

    private void read(MirrorChecker checker) {
        try {
            do {
                checker.checkIndexes();
            } while (!enough.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
            reading.complete(null);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            reading.completeExceptionally(e);
        }
    }

    /** Ends the reading; fails if an index lied meanwhile. */
    void stop() throws InterruptedException {
        enough.countDown();
        try {
            reading.get();
        } catch (ExecutionException e) {
            throw new AssertionError("while the sync ran: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
