package org.channelmirror.internal.transport;

import java.time.Duration;

/** Hears of a download's progress, and can stop it. Called by the downloading thread, except {@link #isCancelled()}. */
public interface DownloadObserver {

    /** Hears nothing. */
    DownloadObserver NONE = new DownloadObserver() {};

    /** The size of the body, where the server tells it. */
    default void length(long totalBytes) {}

    /** How many bytes of the body are here; fewer than before when the body began again. */
    default void progressed(long bytes) {}

    /** An attempt failed and another follows; the cause holds no secrets. */
    default void retried(int attempt, String cause) {}

    /** The download waits before it goes on: for a further attempt, or for a host; the reason holds no secrets. */
    default void waits(Duration time, String reason) {}

    /** The download failed because its host is asked no more in this run; the problem names it and holds no secrets. */
    default void hostGivenUp(String problem) {}

    /**
     * Asked often, also between retries, and by another thread while this one is blocked, so it must be thread-safe; true ends
     * the download with an {@link InterruptedException}.
     */
    default boolean isCancelled() {
        return false;
    }
}
