package org.channelmirror.tests.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.channelmirror.internal.transport.DownloadObserver;

/** Remembers what it heard; cancels when told to. */
final class RecordingObserver implements DownloadObserver {

    private final List<Long> progress = new ArrayList<>();
    private final List<String> retries = new CopyOnWriteArrayList<>();
    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private long length = -1;
    private volatile boolean cancelled;

    @Override
    public void length(long totalBytes) {
        length = totalBytes;
    }

    @Override
    public void progressed(long bytes) {
        progress.add(bytes);
        begun.countDown();
    }

    @Override
    public void retried(int attempt, String cause) {
        retries.add(attempt + ": " + cause);
    }

    @Override
    public void waits(Duration time, String reason) {
        waits.add(time.toMillis() + " ms: " + reason);
    }

    @Override
    public void hostGivenUp(String problem) {
        givenUp.add(problem);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** Waits for the first bytes; what is not there then is waited for on the socket. */
    void awaitBegun() throws InterruptedException {
        begun.await();
    }

    void cancel() {
        cancelled = true;
    }

    long length() {
        return length;
    }

    List<Long> progress() {
        return progress;
    }

    List<String> retries() {
        return retries;
    }

    List<String> waits() {
        return waits;
    }

    List<String> givenUp() {
        return givenUp;
    }
}
