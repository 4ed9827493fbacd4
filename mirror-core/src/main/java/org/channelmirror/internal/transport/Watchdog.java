package org.channelmirror.internal.transport;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Ends requests whose thread was interrupted or whose observer cancelled: a thread blocked on a socket notices neither. One
 * thread for all requests, awake only while there are some.
 */
final class Watchdog implements AutoCloseable {

    private static final long PERIOD_MILLIS = 100;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "channel-mirror-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Watches a request of the calling thread until the watch is closed. */
    Watch watch(HttpUriRequestBase request, DownloadObserver observer) {
        return new Watch(request, observer, timer);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    static final class Watch implements AutoCloseable {

        private final HttpUriRequestBase request;
        private final DownloadObserver observer;
        private final Thread thread = Thread.currentThread();
        private final Future<?> check;
        private volatile boolean ended;

        private Watch(HttpUriRequestBase request, DownloadObserver observer, ScheduledThreadPoolExecutor timer) {
            this.request = request;
            this.observer = observer;
            this.check = timer.scheduleWithFixedDelay(this::check, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }

        /** Whether the request was ended by this watch. */
        boolean ended() {
            return ended;
        }

        @Override
        public void close() {
            check.cancel(false);
        }

        private void check() {
            if (thread.isInterrupted() || observer.isCancelled()) {
                ended = true;
                request.cancel();
            }
        }
    }
}
