package org.channelmirror;

import java.time.Clock;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SyncRequest;

/** Composes the engine; the one place where its parts are put together. */
final class DefaultMirrorClient implements MirrorClient {

    DefaultMirrorClient(int maxParallel, RetryPolicy retryPolicy, Clock clock, MirrorListener listener) {
        throw new IllegalStateException("being written: " + maxParallel + retryPolicy + clock + listener);
    }

    @Override
    public MirrorPlan plan(SyncRequest request) {
        throw new IllegalStateException("being written");
    }

    @Override
    public MirrorReport sync(SyncRequest request) {
        throw new IllegalStateException("being written");
    }

    @Override
    public MirrorStatus status(StatusRequest request) {
        throw new IllegalStateException("being written");
    }

    @Override
    public void close() {}
}
