package org.channelmirror.tests.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.Transfer;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageRecord;

/** Writes down what it hears, one line an event. */
final class RecordedEvents implements MirrorListener {

    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void operationStarted(AccountName account) {
        lines.add("operationStarted " + account);
    }

    @Override
    public void planReady(SubdirPlan plan) {
        lines.add("planReady " + plan.subdir() + " " + plan.toFetch());
    }

    @Override
    public void transferStarted(Transfer transfer) {
        lines.add("started " + transfer.path());
    }

    @Override
    public void transferProgressed(Transfer transfer, long bytes) {
        lines.add("progressed " + transfer.path());
    }

    @Override
    public void transferRetried(Transfer transfer, int attempt, String cause) {
        lines.add("retried " + transfer.path() + " " + attempt);
    }

    @Override
    public void transferWaits(Transfer transfer, Duration time, String reason) {
        lines.add("waits " + transfer.path() + " " + time.toMillis() + " ms");
    }

    @Override
    public void transferQuarantined(Transfer transfer, String path, String reason) {
        lines.add("quarantined " + transfer.path() + " " + path);
    }

    @Override
    public void indexWaits(Duration time, String reason) {
        lines.add("index waits " + time.toMillis() + " ms: " + reason);
    }

    @Override
    public void transferSucceeded(Transfer transfer) {
        lines.add("succeeded " + transfer.path());
    }

    @Override
    public void transferFailed(Transfer transfer, PackageFailure failure) {
        lines.add("failed " + transfer.path());
    }

    @Override
    public void packageRejected(PackageRecord record, String reason) {
        lines.add("rejected " + record.file() + " " + reason);
    }

    @Override
    public void warning(MirrorWarning warning) {
        lines.add("warning " + warning.message());
    }

    @Override
    public void operationFinished(MirrorReport report) {
        lines.add("operationFinished " + report.account());
    }
}
