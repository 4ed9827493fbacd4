package org.channelmirror.internal.clean;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MajorityRemovalException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.fetch.FreeSpace;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.merge.Leaving;
import org.channelmirror.internal.operation.AccountHold;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.Filling;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.CleanSurvey;
import org.channelmirror.internal.publish.DueDeletions;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * One clean of one account: it is decided from what is published here; what leaves is noted as to be deleted; then come the indexes
 * without it, and last, in this run or a later one, the files go.
 */
public final class CleanOperation {

    private final Engine engine;
    private final CleanRequest request;
    private final SyncRequest mirror;
    private final AccountName account;
    private final Events events;
    private final Instant started;

    public CleanOperation(Engine engine, CleanRequest request) {
        this.engine = engine;
        this.request = request;
        this.mirror = request.mirror().toBuilder().mode(SyncMode.INCREMENTAL).build();
        this.account = mirror.account();
        this.events = new Events(engine.listener());
        this.started = engine.clock().instant();
    }

    /** Finds what would leave, without the lock and without writing anything to the mirror. */
    public CleanPlan plan() throws MirrorException {
        Scratch scratch = null;
        CleanPlan plan = null;
        Map<Subdir, VersionToken> before = Map.of();
        try {
            scratch = Scratch.temporary();
            SyncContext context = engine.context(mirror, events, scratch);
            Filling.of(mirror, context.store()).refuseForeign();
            before = indexes(context.store());
            CleanSurvey survey = new CleanSurvey(context, request);
            survey.run();
            if (before.equals(indexes(context.store()))) {
                plan = new ScratchCleanPlan(account, survey, events.warnings(), scratch);
                return plan;
            }
            throw new LockedException(account, Optional.empty());
        } catch (IOException e) {
            throw failed(e, before);
        } catch (InterruptedException e) {
            throw cancelled();
        } finally {
            if (plan == null && scratch != null) {
                ScratchCleanPlan.delete(scratch);
            }
        }
    }

    /** What is published may change while nobody holds the lock. */
    private MirrorException failed(IOException cause, Map<Subdir, VersionToken> before) {
        try {
            if (!before.equals(indexes(new StateStore(mirror.target(), account)))) {
                return new LockedException(account, Optional.empty());
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new StorageException("account " + account, cause);
    }

    private Map<Subdir, VersionToken> indexes(StateStore store) throws IOException {
        Map<Subdir, VersionToken> tokens = new HashMap<>();
        for (Subdir subdir : store.subdirs()) {
            mirror.target()
                    .stat(store.published(subdir, Variant.JSON.fileName()))
                    .map(StoredObject::token)
                    .ifPresent(token -> tokens.put(subdir, token));
        }
        return tokens;
    }

    /** Does it, holding the account's lock. */
    public CleanReport run() throws MirrorException {
        try (KeptLease lease = AccountLock.take(mirror.target(), account, "clean", started, mirror.lock());
                Scratch scratch = Scratch.of(mirror.target(), account)) {
            events.send(listener -> listener.operationStarted(account));
            SyncRequest fenced =
                    mirror.toBuilder().target(lease.fence(mirror.target())).build();
            SyncContext context = engine.context(fenced, events, scratch);
            AccountHold.refuse(context.store());
            Filling.of(fenced, context.store()).refuseForeign();
            RemovedPackages deleted = deleteDue(context, lease, context.now());
            CleanSurvey survey = new CleanSurvey(context, request);
            survey.run();
            refuseMajority(survey);
            CleanPublication publication = new CleanPublication(context, lease, survey);
            RemovedPackages waiting = publication.run(request.gracePeriod());
            if (request.deletion() == DeletionTime.NOW) {
                deleted = deleted.plus(deleteDue(context, lease, Instant.MAX));
                waiting = RemovedPackages.NONE;
            }
            return new CleanReport(
                    account,
                    survey.subdirs(),
                    survey.byReason(),
                    deleted,
                    waiting,
                    waiting.packages() == 0 ? Optional.empty() : Optional.of(publication.due()),
                    events.warnings(),
                    Duration.between(started, engine.clock().instant()),
                    survey.dependencies());
        } catch (IOException e) {
            Optional<LockedException> lost = AccountLock.lost(account, e);
            if (lost.isPresent()) {
                throw lost.get();
            }
            // A storage whose thread is interrupted fails as if it were broken.
            if (Thread.currentThread().isInterrupted()) {
                throw cancelled();
            }
            if (FreeSpace.isExhausted(e)) {
                throw FreeSpace.exhausted(account, e);
            }
            throw new StorageException("account " + account, e);
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    private RemovedPackages deleteDue(SyncContext context, Lease lease, Instant due) throws IOException {
        return DueDeletions.run(context.storage(), context.store(), lease, context.scratch(), events, due);
    }

    private void refuseMajority(CleanSurvey survey) throws MajorityRemovalException {
        long published = survey.leaving().stream().mapToLong(Leaving::published).sum();
        long removed = survey.leaving().stream().mapToLong(Leaving::unlisted).sum();
        if (request.majority() == MajorityRemoval.REFUSE && 2 * removed > published) {
            throw new MajorityRemovalException(account, removed, published);
        }
    }

    private MirrorCancelledException cancelled() {
        if (!mirror.cancellation().isCancelled()) {
            Thread.currentThread().interrupt();
        }
        return new MirrorCancelledException(new MirrorReport(
                account,
                List.of(),
                0,
                0,
                0,
                0,
                List.of(),
                events.warnings(),
                events.listenerErrors(),
                Duration.between(started, engine.clock().instant())));
    }
}
