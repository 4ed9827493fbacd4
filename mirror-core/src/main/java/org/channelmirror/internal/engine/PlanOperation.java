package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.engine.AccountRun.Taken;
import org.channelmirror.internal.fetch.FreeSpace;
import org.channelmirror.internal.fetch.PlanPass;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.Filling;
import org.channelmirror.internal.operation.PlanWriter;
import org.channelmirror.internal.operation.RefusedIndexException;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.internal.upstream.SubdirFailures;
import org.channelmirror.internal.upstream.Survey;
import org.channelmirror.model.Subdir;

/** Finds what a sync would do, without the lock and without writing anything to the mirror. */
public final class PlanOperation {

    private static final Comparator<Subdir> NOARCH_FIRST = Comparator.comparing(
                    (Subdir subdir) -> !subdir.equals(Subdir.NOARCH))
            .thenComparing(Comparator.naturalOrder());

    private final Engine engine;
    private final SyncRequest request;
    private final Events events;
    private final Map<Subdir, SubdirPlan> plans = new HashMap<>();
    private final SortedMap<Subdir, FetchQueue> orders = new TreeMap<>(NOARCH_FIRST);

    public PlanOperation(Engine engine, SyncRequest request) {
        this.engine = engine;
        this.request = request;
        this.events = new Events(engine.listener());
    }

    public MirrorPlan run() throws MirrorException {
        return run(Optional.empty());
    }

    /** The same, and writes which files would be fetched. */
    public MirrorPlan run(Path file) throws MirrorException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new PlanFileException(file, 0, "it cannot be written: it is to be a file in a folder", null);
        }
        return run(Optional.of(file));
    }

    private MirrorPlan run(Optional<Path> file) throws MirrorException {
        engine.warnings().forEach(warning -> events.warn(warning.subject(), warning.message()));
        try (Scratch scratch = Scratch.temporary()) {
            SyncContext context = engine.context(request, events, scratch).withPlan();
            Filling.of(request, context.store()).refuseForeign();
            Map<Subdir, List<UpstreamIndex>> answers = new Survey(context, Survey.Answers.WHOLE).run();
            AccountRun run = AccountRun.of(context, NameClaims.read(context, answers));
            for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
                context.checkCancelled();
                Optional<Taken> taken = take(context, entry.getKey(), entry.getValue(), run);
                if (taken.isPresent() && run.goesOn(taken.get())) {
                    plan(context, taken.get(), run);
                }
            }
            planTogether(run);
            refuseNothing(answers);
            planUnreached(context);
            List<SubdirPlan> inOrder = Stream.concat(answers.keySet().stream(), context.approvals().subdirs().stream())
                    .distinct()
                    .flatMap(subdir -> Optional.ofNullable(plans.get(subdir)).stream())
                    .toList();
            long bytes = inOrder.stream().mapToLong(SubdirPlan::bytesToFetch).sum();
            FreeSpace.doubt(context, bytes).ifPresent(doubt -> events.warn("account " + request.account(), doubt));
            DependencyCheck dependencies = run.check();
            if (file.isPresent()) {
                write(context, file.get(), inOrder);
            }
            return new MirrorPlan(request.account(), inOrder, events.warnings(), dependencies);
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

    private void write(SyncContext context, Path file, List<SubdirPlan> inOrder) throws PlanFileException {
        try {
            new PlanWriter(context).write(file, orders, inOrder, context.now());
        } catch (IOException e) {
            throw new PlanFileException(file, 0, "it cannot be written: " + e, e);
        }
    }

    /** What a plan names of subdirs that are not there any more, or not mirrored. */
    private void planUnreached(SyncContext context) throws IOException {
        for (Subdir subdir : context.approvals().subdirs()) {
            if (!plans.containsKey(subdir)) {
                AtomicLong named = new AtomicLong();
                context.approvals().forEach(subdir, name -> named.incrementAndGet());
                plans.put(subdir, unreached(subdir, named.get()));
                events.warn(
                        subdir.name(),
                        "the plan names packages of it, and upstream does not have it, or it is not mirrored");
            }
        }
    }

    private void refuseNothing(Map<Subdir, List<UpstreamIndex>> answers) throws ChannelNotFoundException {
        if (plans.values().stream()
                        .allMatch(plan -> plan.listed() == 0 && plan.failure().isEmpty())
                && answers.values().stream().flatMap(List::stream).allMatch(UpstreamIndex.Absent.class::isInstance)) {
            throw new ChannelNotFoundException(
                    request.channels().get(0), "none of " + answers.size() + " subdirs has a repodata.json");
        }
    }

    private void planTogether(AccountRun run) throws IOException, InterruptedException {
        if (run.waiting().isEmpty()) {
            return;
        }
        SyncContext context = run.context();
        try {
            for (Taken taken : run.decided()) {
                context.checkCancelled();
                plan(context, taken, run);
            }
        } catch (AccountPackages.TooManyException e) {
            for (Taken taken : run.waiting()) {
                plans.put(taken.subdir(), failed(taken.subdir(), e));
            }
        }
    }

    /** Takes in what the channels list, unless the subdir ends here: with a plan, or without where there is none. */
    private Optional<Taken> take(SyncContext context, Subdir subdir, List<UpstreamIndex> answers, AccountRun run)
            throws IOException, InterruptedException {
        Optional<String> refused = SubdirFailures.before(context, subdir, answers)
                .or(() -> run.claims().unknown(subdir));
        if (refused.isPresent()) {
            run.lacks();
            plans.put(subdir, failed(subdir, refused.get()));
            return Optional.empty();
        }
        Optional<SubdirState> state = context.store().subdir(subdir);
        boolean changed = answers.stream().anyMatch(UpstreamIndex.Fetched.class::isInstance);
        boolean isGone = answers.stream().allMatch(UpstreamIndex.Absent.class::isInstance)
                && state.map(SubdirState::packages).orElse(0L) > 0;
        if (!changed
                && !isGone
                && state.isPresent()
                && !context.approvals().subdirs().contains(subdir)) {
            long packages = state.get().packages();
            plans.put(subdir, new SubdirPlan(subdir, packages, packages, 0, 0, 0, 0, Map.of(), Optional.empty()));
            return Optional.empty();
        }
        if (!changed && !isGone && !subdir.equals(Subdir.NOARCH)) {
            return Optional.empty();
        }
        try {
            List<IngestedIndex> indexes = new SubdirSync(context, subdir, run.claims(), new FetchTally()).take(answers);
            return Optional.of(new Taken(subdir, answers, indexes));
        } catch (RepodataFormatException e) {
            run.lacks();
            plans.put(subdir, failed(subdir, e));
        } catch (RefusedIndexException e) {
            refused(subdir, run, e);
        }
        return Optional.empty();
    }

    private void plan(SyncContext context, Taken taken, AccountRun run) throws IOException {
        Subdir subdir = taken.subdir();
        try {
            PlanPass.Result result =
                    new SubdirSync(context, subdir, run.claims(), new FetchTally()).plan(taken.indexes());
            plans.put(subdir, result.plan());
            orders.put(subdir, result.queue());
        } catch (RefusedIndexException e) {
            refused(subdir, run, e);
        }
    }

    private void refused(Subdir subdir, AccountRun run, RefusedIndexException e) {
        run.lacks();
        run.claims().doubt(subdir, String.valueOf(e.getMessage()));
        plans.put(subdir, failed(subdir, e));
    }

    private static SubdirPlan unreached(Subdir subdir, long unavailable) {
        return new SubdirPlan(subdir, 0, 0, 0, 0, 0, 0, Map.of(), Optional.empty(), Map.of(), unavailable);
    }

    private static SubdirPlan failed(Subdir subdir, Exception cause) {
        return failed(subdir, String.valueOf(cause.getMessage()));
    }

    private static SubdirPlan failed(Subdir subdir, String reason) {
        return new SubdirPlan(subdir, 0, 0, 0, 0, 0, 0, Map.of(), Optional.of(reason));
    }
}
