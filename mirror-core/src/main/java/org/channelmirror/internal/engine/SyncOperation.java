package org.channelmirror.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.HookException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.state.AccountState.Names;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.PublicationGate;
import org.channelmirror.spi.StoragePath;

/** One sync of one account. */
public final class SyncOperation {

    private static final Duration LOCK_TIME_TO_LIVE = Duration.ofMinutes(15);

    private final Engine engine;
    private final SyncRequest request;
    private final Events events;
    private final FetchTally tally = new FetchTally();
    private final List<SubdirReport> subdirs = new ArrayList<>();
    private final Instant started;

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
        try (Lease lease = lock();
                Scratch scratch = Scratch.of(request.target(), request.account())) {
            events.send(listener -> listener.operationStarted(request.account()));
            engine.warnings().forEach(warning -> events.warn(warning.subject(), warning.message()));
            SyncContext context = engine.context(request, events, scratch);
            context.halves().begin(request.mode());
            FailureLog failures = new FailureLog(scratch.folder().resolve("failures"));
            tally.logTo(failures);
            syncAll(context, lease);
            failures.publish(request.target(), context.store());
            context.halves().end(subdirs, report().isComplete());
            MirrorReport report = report();
            events.send(listener -> listener.operationFinished(report));
            return report;
        } catch (IOException e) {
            // A storage whose thread is interrupted fails as if it were broken.
            if (Thread.currentThread().isInterrupted()) {
                throw new MirrorCancelledException(report());
            }
            if (FreeSpace.isExhausted(e)) {
                throw FreeSpace.exhausted(request.account(), e);
            }
            throw new StorageException("account " + request.account(), e);
        } catch (InterruptedException e) {
            // The flag is the caller's to see; a cancellation by token leaves it as it was.
            if (!request.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw new MirrorCancelledException(report());
        }
    }

    private void syncAll(SyncContext context, Lease lease) throws IOException, InterruptedException, MirrorException {
        Survey survey = new Survey(context, Survey.Answers.CONDITIONAL);
        Map<Subdir, List<UpstreamIndex>> answers = survey.run();
        boolean found = answers.values().stream()
                .flatMap(List::stream)
                .anyMatch(answer -> !(answer instanceof UpstreamIndex.Absent));
        if (!found && context.store().subdirs().isEmpty()) {
            throw new ChannelNotFoundException(
                    request.channels().get(0), "none of " + answers.size() + " subdirs has a repodata.json");
        }
        NameClaims claims = NameClaims.read(context, answers);
        if (claims.decide()) {
            survey.unsettleNames();
        }
        for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
            context.checkCancelled();
            lease.renew();
            sync(context, claims, entry.getKey(), entry.getValue()).ifPresent(subdirs::add);
        }
        boolean settled = subdirs.stream().allMatch(each -> each.outcome().isComplete());
        var news = survey.news(settled || !NameClaims.areNeeded(context) ? Names.SETTLED : Names.UNSETTLED);
        if (news.isPresent()) {
            context.store().saveAccount(news.get());
        }
    }

    private Optional<SubdirReport> sync(
            SyncContext context, NameClaims claims, Subdir subdir, List<UpstreamIndex> answers)
            throws IOException, InterruptedException, NoSpaceException {
        Optional<String> refused =
                SubdirFailures.before(context, subdir, answers).or(() -> claims.unknown(subdir));
        if (refused.isPresent()) {
            return Optional.of(failed(context, subdir, refused.get()));
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
        boolean isGone = absent && state.map(SubdirState::packages).orElse(0L) > 0;
        if (!changed && !isGone && state.isPresent() && PublishedFiles.areInPlace(context, subdir, state.get())) {
            context.store().deleteCatalogBefore(subdir, state.get().generation());
            return Optional.of(unchanged(subdir, state.get()));
        }
        try {
            return Optional.of(new SubdirSync(context, subdir, claims, tally).sync(answers));
        } catch (RepodataFormatException | VetoedException e) {
            return Optional.of(failed(context, subdir, String.valueOf(e.getMessage())));
        } catch (RefusedIndexException e) {
            String reason = String.valueOf(e.getMessage());
            claims.doubt(subdir, reason);
            return Optional.of(unpublished(context, subdir, SubdirReport.Outcome.REFUSED, reason));
        }
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

    private Lease lock() throws IOException, LockedException {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .map(name -> " on " + name)
                .orElse("");
        LeaseOwner owner =
                new LeaseOwner("sync, process " + ProcessHandle.current().pid() + host, started);
        StoragePath path = StoragePath.of("accounts", request.account().value());
        LockAttempt attempt = request.target().lock(path, owner, LOCK_TIME_TO_LIVE);
        if (attempt instanceof LockAttempt.Held held) {
            throw new LockedException(request.account(), held.owner());
        }
        return ((LockAttempt.Acquired) attempt).lease();
    }

    private MirrorReport report() {
        return new MirrorReport(
                request.account(),
                subdirs,
                tally.downloadedCount(),
                tally.downloadedBytes(),
                tally.adoptedCount(),
                tally.failedCount(),
                tally.failures(),
                events.warnings(),
                events.listenerErrors(),
                Duration.between(started, engine.clock().instant()));
    }
}
