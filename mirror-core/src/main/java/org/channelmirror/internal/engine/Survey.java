package org.channelmirror.internal.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.engine.UpstreamIndex.Fetched;
import org.channelmirror.internal.engine.UpstreamIndex.Unchanged;
import org.channelmirror.internal.state.AccountState;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;

/** Asks every channel for every subdir's index: what the rest of the operation works on. */
final class Survey {

    private final SyncContext context;
    private final Answers wanted;
    private final AccountState before;
    private final AbsentUrls absent;
    private final IndexFetcher fetcher;
    private final SubdirDiscovery discovery;

    /** Whether what is known of an index may save asking for the whole of it. */
    enum Answers {
        /** An unchanged index need not be sent. */
        CONDITIONAL,
        /** Every index is wanted, because a plan tells of every package. */
        WHOLE
    }

    Survey(SyncContext context, Answers wanted) throws IOException {
        this.context = context;
        this.wanted = wanted;
        this.before = context.request().mode() == SyncMode.RESET
                ? AccountState.EMPTY
                : context.store().account();
        this.absent = new AbsentUrls(before.absent(), context.clock());
        this.fetcher = new IndexFetcher(context, absent);
        this.discovery = new SubdirDiscovery(context, absent, before.channels());
    }

    /**
     * Asks.
     *
     * @return each subdir's answers in the channels' order, noarch first
     * @throws TransferException if no channel can be reached at all
     */
    Map<Subdir, List<UpstreamIndex>> run() throws IOException, InterruptedException, MirrorException {
        Map<Subdir, List<UpstreamIndex>> answers = new LinkedHashMap<>();
        List<UpstreamIndex> noarch = ask(Subdir.NOARCH);
        answers.put(Subdir.NOARCH, noarch);
        refuseUnreachable(noarch);
        Collection<Subdir> wanted = context.request().subdirs().subdirs().isPresent()
                ? context.request().subdirs().subdirs().get()
                : discovery.candidates(context.store().subdirs());
        ExecutorService askers = Workers.start(context.maxParallel(), "channel-mirror-ask", (thread, e) -> {});
        try {
            Map<Subdir, Future<List<UpstreamIndex>>> asked = new LinkedHashMap<>();
            for (Subdir subdir : wanted) {
                if (!subdir.equals(Subdir.NOARCH)) {
                    asked.put(subdir, askers.submit(() -> ask(subdir)));
                }
            }
            for (Map.Entry<Subdir, Future<List<UpstreamIndex>>> entry : asked.entrySet()) {
                answers.put(entry.getKey(), result(entry.getValue()));
            }
        } finally {
            // They write to the scratch folder, which goes when this operation ends.
            askers.shutdownNow();
            if (Workers.awaitEnd(askers, () -> {})) {
                Thread.currentThread().interrupt();
            }
        }
        return answers;
    }

    /** The same answers, with what has not changed too: where all packages are looked at together, all are needed. */
    Map<Subdir, List<UpstreamIndex>> whole(Map<Subdir, List<UpstreamIndex>> answers)
            throws IOException, InterruptedException {
        Map<Subdir, List<UpstreamIndex>> whole = new LinkedHashMap<>();
        for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
            context.checkCancelled();
            whole.put(entry.getKey(), whole(entry.getKey(), entry.getValue()));
        }
        return whole;
    }

    private List<UpstreamIndex> whole(Subdir subdir, List<UpstreamIndex> answers)
            throws IOException, InterruptedException {
        List<UpstreamIndex> whole = new ArrayList<>(answers);
        for (int i = 0; i < whole.size(); i++) {
            if (whole.get(i) instanceof Unchanged) {
                whole.set(i, fetcher.fetch(context.channels().get(i), subdir, Optional.empty()));
            }
        }
        return whole;
    }

    /** What the next run should know, if it is not what is known already. */
    Optional<AccountState> news() {
        AccountState now = new AccountState(absent.asMap(), discovery.remembered());
        return now.equals(before) ? Optional.empty() : Optional.of(now);
    }

    private List<UpstreamIndex> ask(Subdir subdir) throws IOException, InterruptedException {
        List<Optional<IndexInput>> known = known(subdir);
        List<UpstreamIndex> answers = new ArrayList<>();
        for (int i = 0; i < context.channels().size(); i++) {
            answers.add(fetcher.fetch(context.channels().get(i), subdir, known.get(i)));
        }
        if (answers.stream().anyMatch(Fetched.class::isInstance)) {
            answers = whole(subdir, answers);
        }
        Optional<SubdirState> published = context.store().subdir(subdir).filter(state -> state.packages() > 0);
        for (int i = 0; i < answers.size(); i++) {
            Channel channel = context.channels().get(i);
            if (answers.get(i) instanceof UpstreamIndex.Absent && published.isPresent()) {
                String folder = IndexFetcher.folder(channel, subdir);
                if (answers.size() == 1 || published.get().input(folder).isPresent()) {
                    fetcher.forgetAbsence(channel, subdir);
                }
            }
        }
        return answers;
    }

    /** What each channel's index was, if nothing but a new index could make a difference. */
    private List<Optional<IndexInput>> known(Subdir subdir) throws IOException {
        List<Channel> channels = context.channels();
        List<Optional<IndexInput>> nothing = new ArrayList<>();
        channels.forEach(channel -> nothing.add(Optional.empty()));
        if (wanted == Answers.WHOLE
                || context.request().mode() == SyncMode.RESET
                || (AccountPackages.mustBeWhole(context.request()) && !Dependencies.areSettled(context))) {
            return nothing;
        }
        Optional<SubdirState> state = context.store().subdir(subdir);
        if (state.isEmpty()
                || isDue(state.get())
                || state.get().complete() != SubdirState.Completeness.COMPLETE
                || !state.get().settings().equals(context.settings())
                || context.store().hasJournal(subdir)
                || !PublishedFiles.areInPlace(context, subdir, state.get())) {
            return nothing;
        }
        List<Optional<IndexInput>> known = new ArrayList<>();
        for (Channel channel : channels) {
            known.add(state.get().input(IndexFetcher.folder(channel, subdir)));
        }
        return known;
    }

    /** Whether the passing of time has changed what the filters say of the same index. */
    private boolean isDue(SubdirState state) {
        return state.times()
                .nextChange()
                .filter(time -> !context.now().isBefore(time))
                .isPresent();
    }

    /** With no server at all to talk to, asking for twenty subdirs more would only take time. */
    private static void refuseUnreachable(List<UpstreamIndex> noarch) throws TransferException {
        TransferException first = null;
        for (UpstreamIndex answer : noarch) {
            if (!(answer instanceof UpstreamIndex.Unreadable unreadable) || !isUnreachable(unreadable.cause())) {
                return;
            }
            first = first == null ? unreadable.cause() : first;
        }
        if (first != null) {
            throw first;
        }
    }

    private static boolean isUnreachable(TransferException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static List<UpstreamIndex> result(Future<List<UpstreamIndex>> future)
            throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("asking for an index failed", cause);
        }
    }
}
