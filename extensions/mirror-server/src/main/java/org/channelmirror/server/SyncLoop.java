package org.channelmirror.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.model.AccountName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Syncs, one account at a time, when it is time and when somebody asks. Thread-safe. */
final class SyncLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);

    private final List<SyncJobs> sources;
    private final Metrics metrics;
    private final Clock clock;
    private final Duration drainTime;
    private final Cancellation cancellation = new Cancellation();
    private final Set<AccountName> waiting = new HashSet<>();
    private final ScheduledThreadPoolExecutor executor;

    SyncLoop(List<SyncJobs> sources, Metrics metrics, Clock clock, Duration drainTime) {
        this.sources = List.copyOf(sources);
        this.metrics = metrics;
        this.clock = clock;
        this.drainTime = drainTime;
        this.executor = new ScheduledThreadPoolExecutor(1, run -> {
            Thread thread = new Thread(run, "mirror-sync");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start(SyncSchedule schedule) {
        if (schedule.startsAtOnce()) {
            executor.execute(() -> runAll(schedule));
        } else {
            plan(schedule);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a run tells by the log and the metrics
    private void plan(SyncSchedule schedule) {
        Optional<Duration> delay =
                schedule.delay(clock.instant().atZone(ZoneId.systemDefault()), ThreadLocalRandom.current());
        if (delay.isPresent() && !executor.isShutdown()) {
            executor.schedule(() -> runAll(schedule), delay.get().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void runAll(SyncSchedule schedule) {
        try {
            jobs().forEach(this::run);
        } finally {
            plan(schedule);
        }
    }

    private List<SyncJob> jobs() {
        List<SyncJob> jobs = new ArrayList<>();
        for (SyncJobs source : sources) {
            try {
                jobs.addAll(source.find());
            } catch (MirrorException | RuntimeException e) {
                LOG.warn("what is to be synced cannot be found: {}", e.getMessage());
            }
        }
        return jobs;
    }

    /**
     * Asks for a sync soon. One that waits already serves for this, too.
     *
     * @param account which account; empty for all
     * @return the accounts that are synced
     */
    List<AccountName> request(Optional<AccountName> account) {
        List<SyncJob> asked = jobs().stream()
                .filter(job -> account.isEmpty() || account.get().equals(job.account()))
                .toList();
        synchronized (waiting) {
            asked.stream()
                    .filter(job -> waiting.add(job.account()))
                    .forEach(job -> executor.execute(() -> runRequested(job)));
        }
        return asked.stream().map(job -> job.account()).toList();
    }

    private void runRequested(SyncJob job) {
        synchronized (waiting) {
            waiting.remove(job.account());
        }
        run(job);
    }

    private void run(SyncJob job) {
        Instant begin = clock.instant();
        SyncOutcome outcome = SyncOutcome.FAILED;
        long failures = 0;
        try {
            MirrorReport report = job.sync(cancellation);
            failures = report.failureCount();
            outcome = report.isComplete() ? SyncOutcome.COMPLETE : SyncOutcome.INCOMPLETE;
        } catch (MirrorCancelledException e) {
            outcome = SyncOutcome.CANCELLED;
        } catch (LockedException e) {
            outcome = SyncOutcome.LOCKED;
        } catch (MirrorException e) {
            LOG.warn("sync of account {}: {}", job.account(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("sync of account {} met a defect", job.account(), e);
        }
        metrics.synced(outcome, Duration.between(begin, clock.instant()), failures);
        LOG.info("sync of account {}: {}", job.account(), outcome);
    }

    /** Stops what runs, and waits for it to be in order. */
    @Override
    public void close() {
        cancellation.cancel();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(drainTime.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a sync did not stop within {}", drainTime);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
