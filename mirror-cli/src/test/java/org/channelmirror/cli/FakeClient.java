package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
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
import org.channelmirror.config.UpstreamAccess;

/** Answers as it is told to, and remembers what it was asked. */
class FakeClient implements MirrorClient, ClientFactory {

    final List<SyncRequest> planned = new ArrayList<>();
    final List<SyncRequest> synced = new ArrayList<>();
    final List<StatusRequest> asked = new ArrayList<>();
    final List<ExplainRequest> explained = new ArrayList<>();
    final List<ExportRequest> exported = new ArrayList<>();
    final List<ImportRequest> imported = new ArrayList<>();
    int maxParallel;
    RetryPolicy retries;
    UpstreamAccess access;
    Optional<Long> bandwidthLimit = Optional.empty();
    MirrorListener listener;
    boolean closed;

    @Override
    public MirrorClient create(ClientSettings settings, MirrorListener listener) {
        this.maxParallel = settings.maxParallel();
        this.retries = settings.retries();
        this.access = settings.access();
        this.bandwidthLimit = settings.bandwidthLimit();
        this.listener = listener;
        return this;
    }

    @Override
    public MirrorPlan plan(SyncRequest request) throws MirrorException {
        planned.add(request);
        return Samples.plan();
    }

    @Override
    public MirrorReport sync(SyncRequest request) throws MirrorException {
        synced.add(request);
        return Samples.complete();
    }

    @Override
    public MirrorStatus status(StatusRequest request) throws MirrorException {
        asked.add(request);
        return Samples.status();
    }

    @Override
    public ExplainReport explain(ExplainRequest request) throws MirrorException {
        explained.add(request);
        return Samples.explanation();
    }

    @Override
    public ExportReport exportArchive(ExportRequest request) throws MirrorException {
        exported.add(request);
        return Samples.exported();
    }

    @Override
    public ImportReport importArchive(ImportRequest request) throws MirrorException {
        imported.add(request);
        return Samples.imported();
    }

    @Override
    public void close() {
        closed = true;
    }

    static FakeClient failing(MirrorException exception) {
        return new FakeClient() {
            @Override
            public MirrorReport sync(SyncRequest request) throws MirrorException {
                throw exception;
            }
        };
    }

    static FakeClient reporting(MirrorReport report) {
        return new FakeClient() {
            @Override
            public MirrorReport sync(SyncRequest request) {
                return report;
            }
        };
    }
}
