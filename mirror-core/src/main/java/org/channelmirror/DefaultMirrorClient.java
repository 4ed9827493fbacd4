package org.channelmirror;

import java.time.Clock;
import java.util.Map;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.engine.Engine;
import org.channelmirror.internal.engine.ExplainOperation;
import org.channelmirror.internal.engine.ExportOperation;
import org.channelmirror.internal.engine.ImportOperation;
import org.channelmirror.internal.engine.PlanOperation;
import org.channelmirror.internal.engine.StatusOperation;
import org.channelmirror.internal.engine.SyncOperation;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.HttpAccess;
import org.channelmirror.internal.transport.HttpDownloader;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.internal.transport.SchemeDownloader;

/** Composes the engine; the one place where its parts are put together. */
final class DefaultMirrorClient implements MirrorClient {

    private final Engine engine;

    DefaultMirrorClient(
            int maxParallel,
            RetryPolicy retryPolicy,
            HttpAccess access,
            BandwidthLimit bandwidth,
            Clock clock,
            MirrorListener listener) {
        Downloader http = new HttpDownloader(
                maxParallel, HttpTimeouts.DEFAULT, new RetrySchedule(retryPolicy, clock), access, bandwidth);
        Downloader byScheme = new SchemeDownloader(Map.of("http", http, "https", http, "file", new FileDownloader()));
        this.engine = new Engine(byScheme, clock, listener, maxParallel, access.warnings());
    }

    @Override
    public MirrorPlan plan(SyncRequest request) throws MirrorException {
        return new PlanOperation(engine, request).run();
    }

    @Override
    public MirrorReport sync(SyncRequest request) throws MirrorException {
        return new SyncOperation(engine, request).run();
    }

    @Override
    public MirrorStatus status(StatusRequest request) throws MirrorException {
        return StatusOperation.run(request);
    }

    @Override
    public ExplainReport explain(ExplainRequest request) throws MirrorException {
        return new ExplainOperation(engine, request).run();
    }

    @Override
    public ExportReport exportArchive(ExportRequest request) throws MirrorException {
        return new ExportOperation(engine, request).run();
    }

    @Override
    public ImportReport importArchive(ImportRequest request) throws MirrorException {
        return new ImportOperation(engine, request).run();
    }

    @Override
    public void close() {
        engine.downloader().close();
    }
}
