package org.channelmirror.internal.operation;

import java.time.Clock;
import java.util.List;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.Downloader;

/**
 * What the operations of one client share.
 *
 * @param warnings what every report says, because it is so at every run
 */
public record Engine(
        Downloader downloader, Clock clock, MirrorListener listener, int maxParallel, List<MirrorWarning> warnings) {

    public SyncContext context(SyncRequest request, Events events, Scratch scratch) {
        StateStore store = new StateStore(request.target(), request.account());
        return new SyncContext(
                request,
                store,
                new HalfBodies(request.target(), store),
                downloader.forRun(),
                clock,
                clock.instant(),
                events,
                scratch.folder(),
                maxParallel,
                Settings.fingerprint(request),
                Approvals.NOT_ASKED_FOR);
    }
}
