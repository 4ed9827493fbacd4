package org.channelmirror.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.Transfer;
import org.channelmirror.cli.ProgressState.Troubles;
import org.channelmirror.model.PackageFileName;

/** Adds up what a sync tells of its packages. Thread-safe. */
final class Progress implements MirrorListener, AutoCloseable {

    /** A shorter wait is over before anybody has read of it. */
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);

    private final ProgressDisplay display;
    private final Map<Long, Long> inFlight = new HashMap<>();
    private final Set<Long> waiting = new HashSet<>();
    private long retried;
    private long quarantined;
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
            waiting.remove(transfer.id());
            Long before = inFlight.put(transfer.id(), arrived);
            bytes += arrived - (before == null ? 0 : before);
            show();
        }
    }

    @Override
    public synchronized void transferRetried(Transfer transfer, int attempt, String cause) {
        waiting.remove(transfer.id());
        retried++;
        show();
    }

    @Override
    public synchronized void transferWaits(Transfer transfer, Duration time, String reason) {
        waiting.add(transfer.id());
        show();
    }

    @Override
    public synchronized void transferQuarantined(Transfer transfer, String path, String reason) {
        quarantined++;
        show();
    }

    @Override
    public synchronized void indexWaits(Duration time, String reason) {
        if (time.compareTo(WORTH_A_LINE) >= 0) {
            display.say("waiting " + Units.duration(time) + ": " + reason);
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
        waiting.remove(transfer.id());
        Long counted = inFlight.remove(transfer.id());
        return counted == null ? 0 : counted;
    }

    private void show() {
        Troubles troubles = new Troubles(retried, quarantined, waiting.size());
        display.update(new ProgressState(files, failed, plannedFiles, bytes, plannedBytes, troubles));
    }

    /** Indexes come over the same way, but nobody planned them. */
    private static boolean isPackage(Transfer transfer) {
        return PackageFileName.isValid(transfer.path().substring(transfer.path().lastIndexOf('/') + 1));
    }
}
