package org.channelmirror.internal.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.model.Channel;
import org.channelmirror.spi.ChannelStorage;

/** What every part of one operation needs to know. */
public record SyncContext(
        SyncRequest request,
        StateStore store,
        HalfBodies halves,
        Downloader downloader,
        Clock clock,
        Instant now,
        Events events,
        Path scratch,
        int maxParallel,
        String settings,
        Approvals approvals) {

    public ChannelStorage storage() {
        return request.target();
    }

    public Workplace workplace() {
        return new Workplace(storage(), store, clock, events, scratch);
    }

    public List<Channel> channels() {
        return request.channels();
    }

    /** The same, with packages kept that are no longer selected, whatever the request says. */
    public SyncContext keepingUnmatched() {
        SyncRequest keeping =
                request.toBuilder().unmatched(UnmatchedPackages.KEEP).build();
        return new SyncContext(
                keeping, store, halves, downloader, clock, now, events, scratch, maxParallel, settings, approvals);
    }

    /** The same, with indexes published in these forms, too. */
    public SyncContext publishing(Set<IndexFormat> others) {
        Set<IndexFormat> all = EnumSet.copyOf(request.indexFormats());
        all.addAll(others);
        SyncRequest publishing = request.toBuilder().indexFormats(all).build();
        return new SyncContext(
                publishing, store, halves, downloader, clock, now, events, scratch, maxParallel, settings, approvals);
    }

    /** The same, of which nobody hears. */
    public SyncContext untold() {
        Events untold = new Events(MirrorListener.NONE);
        return new SyncContext(
                request, store, halves, downloader, clock, now, untold, scratch, maxParallel, settings, approvals);
    }

    /** The same, with what the request's plan names, if it has one. */
    public SyncContext withPlan() throws PlanFileException, IOException {
        Approvals plan = Approvals.read(this);
        return new SyncContext(
                request, store, halves, downloader, clock, now, events, scratch, maxParallel, settings, plan);
    }

    public boolean isCancelled() {
        return request.cancellation().isCancelled() || Thread.currentThread().isInterrupted();
    }

    public void checkCancelled() throws InterruptedException {
        if (isCancelled()) {
            throw new InterruptedException("cancelled");
        }
    }

    /** Watches over a download of which nobody hears more than that it waits, but that can be cancelled. */
    public DownloadObserver quietly() {
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
