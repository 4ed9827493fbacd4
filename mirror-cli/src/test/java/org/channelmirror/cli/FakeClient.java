package org.channelmirror.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeleteReport;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.HeldPackage;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.HistoryRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LicenseCount;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.PlannedFile;
import org.channelmirror.api.RenameReport;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.config.UpstreamAccess;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/** Answers as it is told to, and remembers what it was asked. */
class FakeClient implements MirrorClient, ClientFactory {

    final List<SyncRequest> planned = new ArrayList<>();
    final List<Path> planFiles = new ArrayList<>();
    final List<SyncRequest> synced = new ArrayList<>();
    final List<StatusRequest> asked = new ArrayList<>();
    final List<ExplainRequest> explained = new ArrayList<>();
    final List<CleanRequest> cleaned = new ArrayList<>();
    boolean planClosed;
    List<AccountSummary> accounts = List.of();
    boolean historic = true;
    final FakeSnapshots snapshots = new FakeSnapshots();
    AccountName snapshotsOf;
    final List<LockPolicy> locks = new ArrayList<>();
    final List<VerifyRequest> verified = new ArrayList<>();
    final List<HistoryRequest> histories = new ArrayList<>();
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
    public MirrorPlan plan(SyncRequest request, Path file) throws MirrorException {
        planFiles.add(file);
        return plan(request);
    }

    @Override
    public Stream<PlannedFile> plannedFiles(Path file) {
        return Stream.of();
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
    public CleanPlan planClean(CleanRequest request) throws MirrorException {
        cleaned.add(request);
        return Samples.cleanPlan(() -> planClosed = true);
    }

    @Override
    public CleanReport clean(CleanRequest request) throws MirrorException {
        cleaned.add(request);
        return Samples.cleaned();
    }

    @Override
    public List<AccountSummary> accounts(AccountsRequest request) {
        return accounts;
    }

    @Override
    public RenameReport rename(RenameRequest request) {
        locks.add(request.lock());
        return new RenameReport(request.from(), request.to(), 7);
    }

    @Override
    public DeleteReport delete(DeleteRequest request) {
        locks.add(request.lock());
        return new DeleteReport(request.account(), 7, 1500);
    }

    @Override
    public Snapshots snapshots(ChannelStorage target, AccountName account, LockPolicy lock) {
        snapshotsOf = account;
        locks.add(lock);
        return snapshots;
    }

    @Override
    public VerifyReport verify(VerifyRequest request) throws MirrorException {
        verified.add(request);
        return Samples.verified();
    }

    @Override
    public Stream<HeldPackage> inventory(StatusRequest request) {
        asked.add(request);
        return Samples.inventory();
    }

    @Override
    public List<LicenseCount> licenses(StatusRequest request) {
        asked.add(request);
        return List.of(new LicenseCount("MIT, or \"as is\"", 30, 1000), new LicenseCount("", 2, 5));
    }

    @Override
    public Stream<HistoryEvent> history(HistoryRequest request) {
        histories.add(request);
        return historic ? Samples.history() : Stream.empty();
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
