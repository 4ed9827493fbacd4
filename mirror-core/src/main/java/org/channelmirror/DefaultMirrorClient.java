package org.channelmirror;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import org.channelmirror.internal.accounts.AccountsOperation;
import org.channelmirror.internal.accounts.DeleteOperation;
import org.channelmirror.internal.accounts.RenameOperation;
import org.channelmirror.internal.archive.ExportOperation;
import org.channelmirror.internal.archive.ImportOperation;
import org.channelmirror.internal.clean.CleanOperation;
import org.channelmirror.internal.engine.PlanOperation;
import org.channelmirror.internal.engine.SyncOperation;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.PlanReader;
import org.channelmirror.internal.query.ExplainOperation;
import org.channelmirror.internal.query.HistoryOperation;
import org.channelmirror.internal.query.InventoryOperation;
import org.channelmirror.internal.query.LicensesOperation;
import org.channelmirror.internal.query.StatusOperation;
import org.channelmirror.internal.snapshots.SnapshotOperations;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.HttpAccess;
import org.channelmirror.internal.transport.HttpDownloader;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.LazyDownloader;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.internal.transport.SchemeDownloader;
import org.channelmirror.internal.verify.VerifyOperation;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

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
        Downloader http = new LazyDownloader(() -> new HttpDownloader(
                maxParallel, HttpTimeouts.DEFAULT, new RetrySchedule(retryPolicy, clock), access, bandwidth));
        Downloader byScheme = new SchemeDownloader(Map.of("http", http, "https", http, "file", new FileDownloader()));
        this.engine = new Engine(byScheme, clock, listener, maxParallel, access.warnings());
    }

    @Override
    public MirrorPlan plan(SyncRequest request) throws MirrorException {
        return new PlanOperation(engine, request).run();
    }

    @Override
    public MirrorPlan plan(SyncRequest request, Path file) throws MirrorException {
        return new PlanOperation(engine, request).run(file);
    }

    @Override
    public Stream<PlannedFile> plannedFiles(Path file) throws MirrorException {
        return PlanReader.stream(file);
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
    public List<AccountSummary> accounts(AccountsRequest request) throws MirrorException {
        return AccountsOperation.run(request);
    }

    @Override
    public RenameReport rename(RenameRequest request) throws MirrorException {
        return RenameOperation.run(request, engine.clock().instant());
    }

    @Override
    public DeleteReport delete(DeleteRequest request) throws MirrorException {
        return DeleteOperation.run(request, engine.clock().instant());
    }

    @Override
    public ExplainReport explain(ExplainRequest request) throws MirrorException {
        return new ExplainOperation(engine, request).run();
    }

    @Override
    public CleanPlan planClean(CleanRequest request) throws MirrorException {
        return new CleanOperation(engine, request).plan();
    }

    @Override
    public CleanReport clean(CleanRequest request) throws MirrorException {
        return new CleanOperation(engine, request).run();
    }

    @Override
    public Snapshots snapshots(ChannelStorage target, AccountName account, LockPolicy lock) {
        return new SnapshotOperations(engine, target, account, lock);
    }

    @Override
    public VerifyReport verify(VerifyRequest request) throws MirrorException {
        return new VerifyOperation(engine, request).run();
    }

    @Override
    public Stream<HeldPackage> inventory(StatusRequest request) throws MirrorException {
        return InventoryOperation.run(request);
    }

    @Override
    public List<LicenseCount> licenses(StatusRequest request) throws MirrorException {
        return LicensesOperation.run(request);
    }

    @Override
    public Stream<HistoryEvent> history(HistoryRequest request) throws MirrorException {
        return HistoryOperation.run(request);
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
