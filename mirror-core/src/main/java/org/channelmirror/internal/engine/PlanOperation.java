package org.channelmirror.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;

/** Finds what a sync would do, without the lock and without writing anything to the mirror. */
public final class PlanOperation {

    private final Engine engine;
    private final SyncRequest request;
    private final Events events;

    public PlanOperation(Engine engine, SyncRequest request) {
        this.engine = engine;
        this.request = request;
        this.events = new Events(engine.listener());
    }

    public MirrorPlan run() throws MirrorException {
        List<SubdirPlan> plans = new ArrayList<>();
        engine.warnings().forEach(warning -> events.warn(warning.subject(), warning.message()));
        try (Scratch scratch = Scratch.temporary()) {
            SyncContext context = engine.context(request, events, scratch);
            Map<Subdir, List<UpstreamIndex>> answers = new Survey(context, Survey.Answers.WHOLE).run();
            NameClaims claims = NameClaims.read(context, answers);
            for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
                context.checkCancelled();
                plan(context, claims, entry.getKey(), entry.getValue()).ifPresent(plans::add);
            }
            if (plans.stream()
                            .allMatch(
                                    plan -> plan.listed() == 0 && plan.failure().isEmpty())
                    && answers.values().stream()
                            .flatMap(List::stream)
                            .allMatch(UpstreamIndex.Absent.class::isInstance)) {
                throw new ChannelNotFoundException(
                        request.channels().get(0), "none of " + answers.size() + " subdirs has a repodata.json");
            }
            long bytes = plans.stream().mapToLong(SubdirPlan::bytesToFetch).sum();
            FreeSpace.doubt(context, bytes).ifPresent(doubt -> events.warn("account " + request.account(), doubt));
            return new MirrorPlan(request.account(), plans, events.warnings());
        } catch (IOException e) {
            throw new StorageException("account " + request.account(), e);
        } catch (InterruptedException e) {
            if (!request.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw new MirrorCancelledException(new MirrorReport(
                    request.account(),
                    List.of(),
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    events.warnings(),
                    events.listenerErrors(),
                    Duration.ZERO));
        }
    }

    private Optional<SubdirPlan> plan(
            SyncContext context, NameClaims claims, Subdir subdir, List<UpstreamIndex> answers) throws IOException {
        Optional<String> refused =
                SubdirFailures.before(context, subdir, answers).or(() -> claims.unknown(subdir));
        if (refused.isPresent()) {
            return Optional.of(failed(subdir, refused.get()));
        }
        Optional<SubdirState> state = context.store().subdir(subdir);
        boolean changed = answers.stream().anyMatch(UpstreamIndex.Fetched.class::isInstance);
        boolean isGone = answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance)
                && state.map(SubdirState::packages).orElse(0L) > 0;
        if (!changed && !isGone && state.isPresent()) {
            long packages = state.get().packages();
            return Optional.of(new SubdirPlan(subdir, packages, packages, 0, 0, 0, 0, Map.of(), Optional.empty()));
        }
        if (!changed && !isGone && !subdir.equals(Subdir.NOARCH)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SubdirSync(context, subdir, claims, new FetchTally()).plan(answers));
        } catch (RefusedIndexException e) {
            String reason = String.valueOf(e.getMessage());
            claims.doubt(subdir, reason);
            return Optional.of(failed(subdir, reason));
        } catch (RepodataFormatException e) {
            return Optional.of(failed(subdir, String.valueOf(e.getMessage())));
        }
    }

    private static SubdirPlan failed(Subdir subdir, String reason) {
        return new SubdirPlan(subdir, 0, 0, 0, 0, 0, 0, Map.of(), Optional.of(reason));
    }
}
