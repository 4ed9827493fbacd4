package org.channelmirror.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.HookException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.engine.AccountRun.Taken;
import org.channelmirror.internal.fetch.FreeSpace;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.Dependencies;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.AccountHold;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.FailureLog;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.Filling;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.operation.LastRun;
import org.channelmirror.internal.operation.RefusedIndexException;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.VetoedException;
import org.channelmirror.internal.publish.DueDeletions;
import org.channelmirror.internal.publish.PublishedFiles;
import org.channelmirror.internal.side.RootSync;
import org.channelmirror.internal.side.SideSync;
import org.channelmirror.internal.state.AccountState.Names;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.internal.upstream.SubdirFailures;
import org.channelmirror.internal.upstream.Survey;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.PublicationGate;

/** One sync of one account. */
public final class SyncOperation {

    private static final String AGAIN = "Free some space, then sync again: it goes on where it stopped";

    private final Engine engine;
    private final SyncRequest request;
    private final Events events;
    private final FetchTally tally = new FetchTally();
    private final Map<Subdir, SubdirReport> subdirs = new HashMap<>();
    private final Instant started;
    private List<Subdir> order = List.of();
    private DependencyCheck dependencies = DependencyCheck.NONE;

    public SyncOperation(Engine engine, SyncRequest request) {
        this.engine = engine;
        this.request = request;
        this.events = new Events(engine.listener());
        this.started = engine.clock().instant();
    }

    /** Runs it, holding the account's lock. */
    public MirrorReport run() throws MirrorException {
        Optional<String> problem = request.beforePublish().flatMap(PublicationGate::problem);
        if (problem.isPresent()) {
            throw new HookException("before_publish", problem.get());
        }
        try (KeptLease lease = AccountLock.take(request.target(), request.account(), "sync", started, request.lock())) {
            return run(lease);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Runs it under a lock that the caller holds. */
    public MirrorReport run(KeptLease lease) throws MirrorException {
        SyncRequest fenced =
                request.toBuilder().target(lease.fence(request.target())).build();
        try (Scratch scratch = Scratch.of(request.target(), request.account())) {
            events.send(listener -> listener.operationStarted(request.account()));
            engine.warnings().forEach(warning -> events.warn(warning.subject(), warning.message()));
            SyncContext context = engine.context(fenced, events, scratch).withPlan();
            AccountHold.refuse(context.store());
            Filling.of(request, context.store()).refuseForeign();
            DueDeletions.run(context.storage(), context.store(), lease, context.scratch(), events, context.now());
            MirrorReport report = run(context, lease);
            events.send(listener -> listener.operationFinished(report));
            return report;
        } catch (IOException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            // The flag is the caller's to see; a cancellation by token leaves it as it was.
            if (!request.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw new MirrorCancelledException(report());
        }
    }

    private MirrorException failure(IOException e) {
        Optional<LockedException> lost = AccountLock.lost(request.account(), e);
        if (lost.isPresent()) {
            return lost.get();
        }
        // A storage whose thread is interrupted fails as if it were broken.
        if (Thread.currentThread().isInterrupted()) {
            return new MirrorCancelledException(report());
        }
        return FreeSpace.isExhausted(e)
                ? FreeSpace.exhausted("account " + request.account(), e, AGAIN)
                : new StorageException("account " + request.account(), e);
    }

    private MirrorReport run(SyncContext context, Lease lease)
            throws IOException, InterruptedException, MirrorException {
        context.halves().begin(request.mode());
        FailureLog failures = new FailureLog(context.scratch().resolve("failures"));
        tally.logTo(failures);
        try {
            syncAll(context, lease);
        } catch (MirrorException e) {
            LastRun.failed(context, e);
            throw e;
        }
        failures.publish(context.storage(), context.store());
        MirrorReport report = report();
        context.halves().end(report);
        LastRun.ended(context, report);
        return report;
    }

    private void syncAll(SyncContext context, Lease lease) throws IOException, InterruptedException, MirrorException {
        Filling filling = Filling.of(request, context.store());
        Survey survey = new Survey(context, Survey.Answers.CONDITIONAL);
        Map<Subdir, List<UpstreamIndex>> answers = survey.run();
        boolean found = answers.values().stream()
                .flatMap(List::stream)
                .anyMatch(answer -> !(answer instanceof UpstreamIndex.Absent));
        if (!found && context.store().subdirs().isEmpty()) {
            throw new ChannelNotFoundException(
                    request.channels().get(0), "none of " + answers.size() + " subdirs has a repodata.json");
        }
        filling.remember(answers.values());
        NameClaims claims = NameClaims.read(context, answers);
        if (claims.decide()) {
            survey.unsettleNames();
        }
        order = List.copyOf(answers.keySet());
        if (survey.hasNews()) {
            Dependencies.open(context);
        }
        boolean isSettled = Dependencies.areSettled(context);
        AccountRun run = isSettled ? AccountRun.withoutNews(context, claims) : AccountRun.of(context, claims);
        syncSubdirs(context, answers, lease, run);
        new SideSync(context, survey.absent()).run(answers, upToDate());
        new RootSync(context, survey.discovery(), survey.absent()).run();
        reportUnreached(context);
        dependencies = isSettled ? Dependencies.unchanged(context) : run.check();
        if (dependencies.status() == DependencyCheck.Status.CHECKED) {
            Dependencies.settle(context, dependencies);
        }
        boolean settled =
                subdirs.values().stream().allMatch(each -> each.outcome().isComplete());
        var news = survey.news(settled || !NameClaims.areNeeded(context) ? Names.SETTLED : Names.UNSETTLED);
        if (news.isPresent()) {
            context.store().saveAccount(news.get());
        }
    }

    private void syncSubdirs(SyncContext context, Map<Subdir, List<UpstreamIndex>> answers, Lease lease, AccountRun run)
            throws IOException, InterruptedException {
        for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
            context.checkCancelled();
            lease.renew();
            Optional<Taken> taken = take(context, entry.getKey(), entry.getValue(), run);
            if (taken.isPresent() && run.goesOn(taken.get())) {
                goOn(context, taken.get(), run);
            }
        }
        goOnTogether(run, lease);
    }

    private Set<Subdir> upToDate() {
        return subdirs.entrySet().stream()
                .filter(entry -> entry.getValue().outcome().isComplete())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What a plan names of subdirs that are not there any more, or not mirrored. */
    private void reportUnreached(SyncContext context) throws IOException {
        for (Subdir subdir : context.approvals().subdirs()) {
            if (!subdirs.containsKey(subdir)) {
                String reason = order.contains(subdir)
                        ? "it is in the plan, and upstream has no " + subdir
                        : "it is in the plan, and " + subdir + " is not mirrored";
                context.approvals().forEach(subdir, name -> tally.failed(new PackageFailure(subdir, name, reason)));
            }
        }
    }

    private static boolean isGone(SyncContext context, Subdir subdir, List<UpstreamIndex> answers) throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        return answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance)
                && state.map(SubdirState::packages).orElse(0L) > 0;
    }

    private void goOnTogether(AccountRun run, Lease lease) throws IOException, InterruptedException {
        if (run.waiting().isEmpty()) {
            return;
        }
        SyncContext context = run.context();
        try {
            for (Taken taken : run.decided()) {
                context.checkCancelled();
                lease.renew();
                goOn(context, taken, run);
            }
        } catch (AccountPackages.TooManyException e) {
            for (Taken taken : run.waiting()) {
                subdirs.put(taken.subdir(), failed(context, taken.subdir(), String.valueOf(e.getMessage())));
            }
        }
    }

    /** Takes in what the channels list, unless the subdir ends here: with a report, or without where there is none. */
    private Optional<Taken> take(SyncContext context, Subdir subdir, List<UpstreamIndex> answers, AccountRun run)
            throws IOException, InterruptedException {
        Optional<String> refused = SubdirFailures.before(context, subdir, answers)
                .or(() -> run.claims().unknown(subdir));
        if (refused.isPresent()) {
            run.lacks();
            subdirs.put(subdir, failed(context, subdir, refused.get()));
            return Optional.empty();
        }
        boolean absent = answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance);
        Optional<SubdirState> state = context.store().subdir(subdir);
        if (absent && !subdir.equals(Subdir.NOARCH) && state.isEmpty()) {
            if (request.subdirs().subdirs().isPresent()) {
                events.warn(subdir.name(), "upstream has no such subdir");
            }
            return Optional.empty();
        }
        boolean changed = answers.stream().anyMatch(UpstreamIndex.Fetched.class::isInstance);
        if (!changed
                && !isGone(context, subdir, answers)
                && state.isPresent()
                && !context.approvals().subdirs().contains(subdir)
                && PublishedFiles.areInPlace(context, subdir, state.get())) {
            context.store().deleteCatalogBefore(subdir, state.get().generation());
            run.stays(subdir);
            subdirs.put(subdir, unchanged(subdir, state.get()));
            return Optional.empty();
        }
        try {
            List<IngestedIndex> indexes = new SubdirSync(context, subdir, run.claims(), tally).take(answers);
            return Optional.of(new Taken(subdir, answers, indexes));
        } catch (RepodataFormatException e) {
            subdirs.put(subdir, failed(context, subdir, String.valueOf(e.getMessage())));
        } catch (RefusedIndexException e) {
            subdirs.put(subdir, refused(context, subdir, run, e));
        }
        run.lacks();
        return Optional.empty();
    }

    private void goOn(SyncContext context, Taken taken, AccountRun run) throws IOException, InterruptedException {
        Subdir subdir = taken.subdir();
        SubdirSync sync = new SubdirSync(context, subdir, run.claims(), tally);
        try {
            subdirs.put(subdir, sync.sync(taken.answers(), taken.indexes()));
            return;
        } catch (VetoedException | NoSpaceException e) {
            String reason = String.valueOf(e.getMessage());
            subdirs.put(subdir, unpublished(context, subdir, SubdirReport.Outcome.REFUSED, reason));
        } catch (RefusedIndexException e) {
            subdirs.put(subdir, refused(context, subdir, run, e));
        }
        run.lacks();
    }

    private static SubdirReport refused(SyncContext context, Subdir subdir, AccountRun run, RefusedIndexException e)
            throws IOException {
        String reason = String.valueOf(e.getMessage());
        run.claims().doubt(subdir, reason);
        return unpublished(context, subdir, SubdirReport.Outcome.REFUSED, reason);
    }

    private static SubdirReport unchanged(Subdir subdir, SubdirState state) {
        return new SubdirReport(subdir, SubdirReport.Outcome.UNCHANGED, state.packages(), 0, 0, 0, Optional.empty());
    }

    private static SubdirReport failed(SyncContext context, Subdir subdir, String reason) throws IOException {
        return unpublished(context, subdir, SubdirReport.Outcome.FAILED, reason);
    }

    private static SubdirReport unpublished(
            SyncContext context, Subdir subdir, SubdirReport.Outcome outcome, String reason) throws IOException {
        long published =
                context.store().subdir(subdir).map(SubdirState::packages).orElse(0L);
        return new SubdirReport(subdir, outcome, published, 0, 0, 0, Optional.of(reason));
    }

    private MirrorReport report() {
        return new MirrorReport(
                request.account(),
                order.stream()
                        .flatMap(subdir -> Optional.ofNullable(subdirs.get(subdir)).stream())
                        .toList(),
                tally.downloadedCount(),
                tally.downloadedBytes(),
                tally.adoptedCount(),
                tally.sharedCount(),
                tally.failedCount(),
                tally.failures(),
                events.warnings(),
                events.listenerErrors(),
                Duration.between(started, engine.clock().instant()),
                dependencies);
    }
}
