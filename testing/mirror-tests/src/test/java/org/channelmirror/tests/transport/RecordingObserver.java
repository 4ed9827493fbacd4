package org.channelmirror.tests.transport;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.transport.DownloadObserver;

/** Remembers what it heard; cancels when told to. */
final class RecordingObserver implements DownloadObserver {

    private final List<Long> progress = new ArrayList<>();
    private final List<String> retries = new ArrayList<>();
    private long length = -1;
    private volatile boolean cancelled;

    @Override
    public void length(long totalBytes) {
        length = totalBytes;
    }

    @Override
    public void progressed(long bytes) {
        progress.add(bytes);
    }

    @Override
    public void retried(int attempt, String cause) {
        retries.add(attempt + ": " + cause);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
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
}
