package org.channelmirror.internal.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.model.Channel;
import org.channelmirror.spi.ChannelStorage;

/** What every part of one operation needs to know. */
record SyncContext(
        SyncRequest request,
        StateStore store,
        HalfBodies halves,
        Downloader downloader,
        Clock clock,
        Instant now,
        Events events,
        Path scratch,
        int maxParallel,
        String settings) {

    ChannelStorage storage() {
        return request.target();
    }

    List<Channel> channels() {
        return request.channels();
    }

    boolean isCancelled() {
        return request.cancellation().isCancelled() || Thread.currentThread().isInterrupted();
    }

    void checkCancelled() throws InterruptedException {
        if (isCancelled()) {
            throw new InterruptedException("cancelled");
        }
    }

    /** Watches over a download of which nobody hears more than that it waits, but that can be cancelled. */
    DownloadObserver quietly() {
        return new DownloadObserver() {
            @Override
            public void waits(Duration time, String reason) {
                events.send(listener -> listener.indexWaits(time, reason));
            }

            @Override
            public boolean isCancelled() {
                return SyncContext.this.isCancelled();
            }
        };
    }
}
