package org.channelmirror.cli;

import java.util.HashMap;
import java.util.Map;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.Transfer;
import org.channelmirror.model.PackageFileName;

/** Adds up what a sync tells of its packages. Thread-safe. */
final class Progress implements MirrorListener, AutoCloseable {

    private final ProgressDisplay display;
    private final Map<Long, Long> inFlight = new HashMap<>();
    private long files;
    private long failed;
    private long plannedFiles;
    private long bytes;
    private long plannedBytes;

    Progress(ProgressDisplay display) {
        this.display = display;
    }

    @Override
    public synchronized void planReady(SubdirPlan plan) {
        plannedFiles += plan.toFetch();
        plannedBytes += plan.bytesToFetch();
        show();
    }

    @Override
    public synchronized void transferProgressed(Transfer transfer, long arrived) {
        if (isPackage(transfer)) {
            Long before = inFlight.put(transfer.id(), arrived);
            bytes += arrived - (before == null ? 0 : before);
            show();
        }
    }

    @Override
    public synchronized void transferSucceeded(Transfer transfer) {
        if (isPackage(transfer)) {
            long counted = forget(transfer);
            bytes += Math.max(0, transfer.totalBytes().orElse(counted) - counted);
            files++;
            show();
        }
    }

    @Override
    public synchronized void transferFailed(Transfer transfer, PackageFailure failure) {
        if (isPackage(transfer)) {
            bytes -= forget(transfer);
            plannedBytes -= transfer.totalBytes().orElse(0);
            failed++;
            show();
        }
    }

    @Override
    public synchronized void close() {
        display.close();
    }

    private long forget(Transfer transfer) {
        Long counted = inFlight.remove(transfer.id());
        return counted == null ? 0 : counted;
    }

    private void show() {
        display.update(new ProgressState(files, failed, plannedFiles, bytes, plannedBytes));
    }

    /** Indexes come over the same way, but nobody planned them. */
    private static boolean isPackage(Transfer transfer) {
        return PackageFileName.isValid(transfer.path().substring(transfer.path().lastIndexOf('/') + 1));
    }
}
